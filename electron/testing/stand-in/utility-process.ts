import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { createEvent } from './cancelable-event.ts';
import { guardedEmitter, guardObject, NotCoveredError } from './guard.ts';
import { addUtilityProcess, removeUtilityProcess } from './utility-process-list.ts';

/** How a utility process may be started. */
export interface ForkOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  readonly stdio?: 'pipe' | 'ignore' | 'inherit' | readonly ('pipe' | 'ignore' | 'inherit')[];
  readonly serviceName?: string;
}

const CHILD_PRELUDE = pathToFileURL(path.join(import.meta.dirname, 'utility-child.ts')).href;

/** What Electron calls the end by SIGTERM: the number of the signal. */
const SIGTERM_CODE = 15;

/** Electron's `UtilityProcess`: a Node process with `process.parentPort`. */
export class UtilityProcess extends guardedEmitter('UtilityProcess') {
  pid: number | undefined = undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;

  constructor(file: string, args: readonly string[], options: ForkOptions) {
    super();
    const { execArgv = [], cwd, serviceName = 'Node Utility Process' } = options;
    this.#child = spawn(process.execPath, [...execArgv, '--import', CHILD_PRELUDE, file, ...args], {
      // Node itself takes the two variables of the channel out of the environment again.
      env: { ...(options.env ?? process.env) },
      stdio: readStdio(options.stdio),
      serialization: 'advanced',
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#follow(serviceName);
    addUtilityProcess(this);
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new NotCoveredError('UtilityProcess.postMessage with ports');
    if (this.#child.connected) this.#child.send(message as object);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  #follow(serviceName: string): void {
    const child = this.#child;
    child.once('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message: unknown) => this.emit('message', message));
    // A message for a child that is just ending.
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      removeUtilityProcess(this);
      this.pid = undefined;
      const exitCode = code ?? (signal === 'SIGTERM' ? SIGTERM_CODE : 1);
      this.emit('exit', exitCode);
      const reason = signal !== null ? 'killed' : exitCode === 0 ? 'clean-exit' : 'abnormal-exit';
      app.emit('child-process-gone', createEvent(), { type: 'Utility', reason, exitCode, name: serviceName });
    });
  }
}

function readStdio(chosen: ForkOptions['stdio'] = 'inherit'): StdioOptions {
  const [, stdout = 'inherit', stderr = 'inherit'] =
    typeof chosen === 'string' ? [chosen, chosen, chosen] : chosen;
  return ['ignore', stdout, stderr, 'ipc'];
}

/** Electron's `utilityProcess`. */
export const utilityProcess = guardObject('utilityProcess', {
  fork(file: string, ...rest: (readonly string[] | ForkOptions | undefined)[]): UtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    const [first, second] = rest;
    const args = Array.isArray(first) ? (first as readonly string[]) : [];
    const options = (Array.isArray(first) ? second : first) as ForkOptions | undefined;
    return new UtilityProcess(file, args, options ?? {});
  },
});
