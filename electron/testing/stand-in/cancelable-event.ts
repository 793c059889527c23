/** What listeners of Electron's main process get first: an event that may be prevented. */
export interface CancelableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes an event that carries `fields` beside what every event has. */
export function createEvent<T extends object>(fields: T = {} as T): CancelableEvent & T {
  let isPrevented = false;
  const event = {
    preventDefault() {
      isPrevented = true;
    },
  };
  Object.defineProperty(event, 'defaultPrevented', { get: () => isPrevented, enumerable: true });
  return Object.assign(event, fields) as CancelableEvent & T;
}
