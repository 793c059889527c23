import { once } from 'node:events';
import { runInThisContext } from 'node:vm';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';

/** What the test process says to main. */
export type FromDriver =
  | { readonly kind: 'connected' }
  | { readonly kind: 'evaluate'; readonly id: number; readonly code: string; readonly argument: unknown };

/** What main says to the test process. */
export type ToDriver =
  | { readonly kind: 'chromium'; readonly endpoint: string }
  | { readonly kind: 'window'; readonly targetId: string }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: string };

/** The test process that has started this one. */
export interface DriverLink {
  /** Resolves when the test process is connected to Chromium as well, so that it misses nothing of the first window. */
  announceChromium(endpoint: string): Promise<void>;
}

/** Lets the test process that has started this one run functions in it and see its windows. Without one, does nothing. */
export function connectDriver(electron: Readonly<Record<string, unknown>>): DriverLink {
  const send = process.send?.bind(process);
  if (send === undefined) return { announceChromium: async () => undefined };
  const tell = (message: ToDriver): void => void send(message);
  const connected = Promise.withResolvers<undefined>();
  process.on('message', (message: FromDriver) => {
    if (message.kind === 'connected') connected.resolve(undefined);
    else void answer(message, electron).then(tell);
  });
  process.once('disconnect', () => app.exit(0));
  app.on('browser-window-created', (_event: unknown, window: BrowserWindow) => {
    const { page } = window.webContents;
    void page.opened.then(() => tell({ kind: 'window', targetId: page.targetId })).catch(() => undefined);
  });
  return {
    announceChromium: async (endpoint) => {
      tell({ kind: 'chromium', endpoint });
      await Promise.race([connected.promise, once(process, 'disconnect')]);
    },
  };
}

async function answer(
  { id, code, argument }: Extract<FromDriver, { kind: 'evaluate' }>,
  electron: Readonly<Record<string, unknown>>,
): Promise<ToDriver> {
  try {
    const run = runInThisContext(`(${code})`) as (electron: object, argument: unknown) => unknown;
    return { kind: 'value', id, value: structuredClone(await run(electron, argument)) };
  } catch (error) {
    return {
      kind: 'error',
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
