import { guardedEmitter } from './guard.ts';

/** What a handler gets before its arguments. */
export interface InvokeEvent {
  readonly sender: object;
  readonly senderFrame: object | null;
}

type Handler = (event: InvokeEvent, ...args: unknown[]) => unknown;

/** Electron's `ipcMain`, and the `ipc` of one window. */
export class IpcMain extends guardedEmitter('ipcMain') {
  readonly #handlers = new Map<string, Handler>();

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** The handler of a channel; not in Electron's API. */
  findHandler(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}

/** The one `ipcMain`. */
export const ipcMain: IpcMain = new IpcMain();
