import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import superjson from 'superjson';
import {
  embeddedMessageSchema,
  type EmbeddedMessage,
  type EmbeddedStart,
} from '../../shared/contracts/embedded-server.ts';
import { PROJECT_ROOT } from '../platform/config.ts';

/** What stands in for Electron's side of a utility process. */
const UTILITY_PRELUDE = pathToFileURL(join(PROJECT_ROOT, 'electron/testing/stand-in/utility-child.ts')).href;

/** How the process is started. */
export interface EmbeddedProcessOptions {
  /** Its whole environment; empty by default. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Over `process.parentPort`, as in Electron, and not over Node's own channel. */
  readonly isUtility?: boolean;
  /** What is started: by default the source, else something built. */
  readonly file?: string;
}

/** The embedded server in a process of its own, seen from the shell. */
export interface EmbeddedProcess {
  readonly pid: number;
  say(message: unknown): void;
  /** Its next message; rejects when it ends before there is one. */
  next(): Promise<EmbeddedMessage>;
  /** Its exit code once it has ended; null when it was killed. */
  ended(): Promise<number | null>;
  /** Closes the channel, as the death of the shell does. */
  hangUp(): void;
  kill(): Promise<void>;
  /** What it has written to standard output and standard error so far. */
  written(): string;
}

/** Everything a start is told, in `folder`. */
export function embeddedStart(folder: string, parts: Partial<EmbeddedStart> = {}): EmbeddedStart {
  return {
    type: 'start',
    secret: randomBytes(32).toString('base64url'),
    dataDir: join(folder, 'data'),
    webDir: join(folder, 'web'),
    locale: 'en',
    appVersion: '1.0.0',
    backupBeforeMigration: true,
    ...parts,
  };
}

/** Starts `server/embedded-main.ts`, which waits to be told what to do; `kill()` it. */
export function launchEmbedded({
  environment = {},
  isUtility = false,
  file = join(PROJECT_ROOT, 'server/embedded-main.ts'),
}: EmbeddedProcessOptions = {}): EmbeddedProcess {
  const child = spawn(process.execPath, [...(isUtility ? ['--import', UTILITY_PRELUDE] : []), file], {
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const outputs = [child.stdout!, child.stderr!];
  let written = '';
  for (const stream of outputs) stream.setEncoding('utf8').on('data', (text: string) => (written += text));
  const waiting: EmbeddedMessage[] = [];
  const changed = new EventTarget();
  child.on('message', (message) => {
    waiting.push(embeddedMessageSchema.parse(message));
    changed.dispatchEvent(new Event('change'));
  });
  child.on('error', () => undefined);
  let isOver = false;
  // `close` does not come for a child whose channel was closed from here.
  const over = Promise.all([once(child, 'exit'), ...outputs.map((stream) => finished(stream))]);
  const exited = over.then(([[code]]) => {
    isOver = true;
    changed.dispatchEvent(new Event('change'));
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    say: (message) => void child.send(message as object),
    next: async () => {
      for (;;) {
        const message = waiting.shift();
        if (message) return message;
        if (isOver) throw new Error(`it ended: ${written}`);
        await once(changed, 'change');
      }
    },
    ended: () => exited,
    hangUp: () => child.disconnect(),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    written: () => written,
  };
}

/** What the shell sends on for a page: with the secret, and with the token that it keeps. */
export interface ShellClient {
  fetch(path: string, options?: RequestInit): Promise<Response>;
  query<Output>(path: string, input?: unknown): Promise<Output>;
  mutate<Output>(path: string, input?: unknown): Promise<Output>;
  /** Taken out of the cookie of the last answer that set one; null before. */
  token: string | null;
}

/** A client of the server that listens on `port`. Calls throw the reason of a refusal. */
export function createShellClient(port: number, secret: string, token: string | null = null): ShellClient {
  const call = async <Output>(path: string, options?: RequestInit): Promise<Output> => {
    const response = await client.fetch(`/trpc/${path}`, options);
    const cookie = /^studio_session=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1];
    if (cookie !== undefined) client.token = cookie;
    const answer = (await response.json()) as {
      result?: { data: never };
      error?: { json: { data: { reason: string } } };
    };
    if (!answer.result) throw new Error(answer.error?.json.data.reason ?? 'no answer');
    return superjson.deserialize<Output>(answer.result.data);
  };
  const client: ShellClient = {
    token,
    fetch: (path, { headers, ...options } = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        ...options,
        headers: {
          'x-studio-secret': secret,
          ...(client.token !== null && { authorization: `Bearer ${client.token}` }),
          ...(headers as Record<string, string> | undefined),
        },
      }),
    query: (path, input) =>
      call(input === undefined ? path : `${path}?input=${encodeURIComponent(superjson.stringify(input))}`),
    mutate: (path, input) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: input === undefined ? '{}' : superjson.stringify(input),
      }),
  };
  return client;
}
