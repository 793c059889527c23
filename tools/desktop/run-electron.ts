import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { reloadPages } from './reload-pages.ts';

/** What Chromium writes when its DevTools are ready. */
const DEVTOOLS = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//;

/** The app while it is being developed. */
export interface RunningElectron {
  /** Ends the program, unless it has ended, and starts it anew. */
  restart(): Promise<void>;
  /** Loads the pages again; whatever keeps them from it is said and forgotten. */
  reload(): Promise<void>;
  /** Asks the program to end; resolves when it has. */
  stop(): Promise<void>;
  /** Its exit code once it has ended of its own accord. */
  readonly ended: Promise<number>;
}

/** Starts `program` with `args`. What it writes goes to standard error. */
export function runElectron(program: string, args: readonly string[]): RunningElectron {
  const ended = Promise.withResolvers<number>();
  let child: ChildProcess;
  let port: number | null = null;

  const start = (): void => {
    port = null;
    const started = spawn(program, ['--remote-debugging-port=0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        process.stderr.write(text);
        const found = DEVTOOLS.exec(text)?.[1];
        if (found !== undefined && child === started) port = Number(found);
      });
    }
    started.once('error', ended.reject);
    started.once('exit', (code) => {
      if (child === started) ended.resolve(code ?? 1);
    });
  };
  const stop = async (): Promise<void> => {
    const last = child;
    if (last.exitCode !== null || last.signalCode !== null) return;
    // It ends because it is told to, not of its own accord.
    last.removeAllListeners('exit');
    const exited = once(last, 'exit');
    last.kill();
    await exited;
  };

  start();
  return {
    restart: async () => {
      await stop();
      start();
    },
    reload: async () => {
      if (port === null) return;
      await reloadPages(port).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    },
    stop,
    ended: ended.promise,
  };
}
