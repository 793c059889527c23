import type { Codec } from './codec.ts';

/** A value on its way between the two worlds of a page: functions and promises travel as numbers. */
export type Shared =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'function' | 'promise'; readonly id: number }
  | { readonly kind: 'array' | 'object'; readonly parts: readonly (readonly [string, Shared])[] };

type Outcome = { readonly value: Shared } | { readonly error: string };
type AnyFunction = (...args: unknown[]) => unknown;

/** One end of the way between the page's own world and that of the preload. */
export interface WorldBridge {
  /** Calls the function the other end has offered under that number; what it throws is thrown here. */
  call(id: number, args: readonly unknown[]): unknown;
  /** Offers a function to the other end under a number both know. */
  offer(id: number, offered: AnyFunction): void;
}

/**
 * Makes one end of what carries the values of `contextBridge`: nothing crosses but text, in events of the document whose
 * names hold a `key` that scripts of the page are not told. Its text is sent to pages, so it stands alone.
 */
export function createWorldBridge(key: string, side: 'page' | 'preload', codec: Codec): WorldBridge {
  const other = side === 'page' ? 'preload' : 'page';
  // Taken before any script of the page runs, and can replace them.
  const { parse, stringify } = JSON;
  const Message = CustomEvent;
  const dispatch = document.dispatchEvent.bind(document);
  const listen = document.addEventListener.bind(document);
  const readDetail = Reflect.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get;
  const apply = Reflect.apply;
  const functions = new Map<number, AnyFunction>();
  const idsOfFunctions = new WeakMap<AnyFunction, number>();
  const promises = new Map<number, { resolve: AnyFunction; reject: AnyFunction }>();
  let lastId = 100;
  let answer: Outcome | null = null;

  const post = (subject: string, message: unknown): void => {
    dispatch(new Message(`${key}:${other}:${subject}`, { detail: stringify(message) }));
  };
  const receive = (subject: string, take: (message: never) => void): void => {
    listen(`${key}:${side}:${subject}`, (event) => {
      take(parse(apply(readDetail as AnyFunction, event, []) as string) as never);
    });
  };

  const shareError = (error: unknown): string =>
    codec.encode(error instanceof Error ? error : new Error(String(error)));
  const share = (value: unknown): Shared => {
    if (typeof value === 'function') return { kind: 'function', id: idOf(value as AnyFunction) };
    if (Array.isArray(value)) {
      return { kind: 'array', parts: value.map((part, at) => [String(at), share(part)] as const) };
    }
    if (value instanceof Promise) return sharePromise(value);
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return {
        kind: 'object',
        parts: Object.entries(value).map(([name, part]) => [name, share(part)] as const),
      };
    }
    return { kind: 'value', text: codec.encode(value) };
  };
  const idOf = (offered: AnyFunction): number => {
    const id = idsOfFunctions.get(offered) ?? ++lastId;
    idsOfFunctions.set(offered, id);
    functions.set(id, offered);
    return id;
  };
  const sharePromise = (promise: Promise<unknown>): Shared => {
    const id = ++lastId;
    promise.then(
      (value) => post('settle', { id, ...attempt(() => value) }),
      (error: unknown) => post('settle', { id, error: shareError(error) }),
    );
    return { kind: 'promise', id };
  };
  const attempt = (act: () => unknown): Outcome => {
    try {
      return { value: share(act()) };
    } catch (error) {
      return { error: shareError(error) };
    }
  };

  const revive = (shared: Shared): unknown => {
    switch (shared.kind) {
      case 'value':
        return codec.decode(shared.text);
      case 'function':
        return (...args: unknown[]) => call(shared.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(shared.id, { resolve, reject }));
      case 'array':
        return shared.parts.map(([, part]) => revive(part));
      case 'object':
        return Object.fromEntries(shared.parts.map(([name, part]) => [name, revive(part)]));
    }
  };
  const call = (id: number, args: readonly unknown[]): unknown => {
    post('call', { id, args: args.map(share) });
    // Listeners run while the event is dispatched, so the answer is there already.
    const outcome = answer;
    answer = null;
    if (outcome === null) throw new Error('nobody answered across the context bridge');
    if ('error' in outcome) throw codec.decode(outcome.error) as Error;
    return revive(outcome.value);
  };

  receive('answer', (outcome: Outcome) => (answer = outcome));
  receive('call', ({ id, args }: { id: number; args: readonly Shared[] }) => {
    post(
      'answer',
      attempt(() => functions.get(id)?.(...args.map(revive))),
    );
  });
  receive('settle', ({ id, ...outcome }: Outcome & { id: number }) => {
    const promise = promises.get(id);
    promises.delete(id);
    if ('error' in outcome) promise?.reject(codec.decode(outcome.error));
    else promise?.resolve(revive(outcome.value));
  });
  return { call, offer: (id, offered) => functions.set(id, offered) };
}
