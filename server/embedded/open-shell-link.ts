import type { EmbeddedMessage } from '../../shared/contracts/embedded-server.ts';

/** The line to the process that started this one. */
export interface ShellLink {
  /** Calls back with each message, as it came; earlier ones have waited. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back when the other end is gone, however it went. */
  onGone(listener: () => void): void;
  /** Resolves once the message is on its way, or cannot be sent any more. */
  send(message: EmbeddedMessage): Promise<void>;
}

/** What Electron gives a utility process (its manual, "process.parentPort"); named here because the server imports nothing of it. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
}

/** A process that may be Electron's, or a plain child of Node's. */
export type ChildProcessSide = Pick<NodeJS.Process, 'on' | 'send'> & { readonly parentPort?: ParentPort };

/** The line of a utility process or of a plain child; null for a process that nobody started with one. */
export function openShellLink(side: ChildProcessSide): ShellLink | null {
  const { parentPort } = side;
  if (parentPort) {
    return {
      onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
      onGone: (listener) => {
        parentPort.on('close', listener);
        // Where the utility process is a child of Node's, that channel ends too.
        side.on('disconnect', listener);
      },
      send: async (message) => parentPort.postMessage(message),
    };
  }
  if (!side.send) return null;
  const send = side.send.bind(side);
  return {
    onMessage: (listener) => void side.on('message', listener),
    onGone: (listener) => void side.on('disconnect', listener),
    send: (message) =>
      new Promise((resolve) => {
        // With nobody left to tell there is nothing to wait for.
        send(message, undefined, undefined, () => resolve());
      }),
  };
}
