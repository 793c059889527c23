import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT_ROOT } from '../platform/config.ts';

/** A real server in a process of its own, on a free loopback port. */
export interface ServerProcess {
  /** Resolves with where it listens, without a slash at the end; rejects when it ends before it does. */
  readonly ready: Promise<string>;
  /** Ends it without warning and resolves once it is gone; a second call does nothing more. */
  kill(): Promise<void>;
  /** Asks it to drain; resolves with its exit code, null when it was killed meanwhile. */
  stop(): Promise<number | null>;
  /** What it has written to standard error so far. */
  errors(): string;
}

/** Loaded before the server: standard input ends when the starter dies, however it dies, and the server must not live on. */
const DIE_WITH_STARTER = `data:text/javascript,${encodeURIComponent("process.stdin.on('end', () => process.exit(1)).resume()")}`;

/** Starts `node server/main.ts` with exactly these variables and a free port; it does not outlive this process. */
export function launchServer(environment: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, ['--import', DIE_WITH_STARTER, 'server/main.ts'], {
    cwd: PROJECT_ROOT,
    env: { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ready = new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /ready: (http:\/\/[\w.:]+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    void exited.then((code) => reject(new Error(`the server ended with ${code}: ${errors}`)));
  });
  // Whoever kills it on its way up does not wait for it to be ready.
  ready.catch(() => undefined);
  return {
    ready,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    errors: () => errors,
  };
}
