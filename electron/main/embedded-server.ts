import { randomBytes } from 'node:crypto';
import type { ConnectionState } from '../../shared/contracts/desktop.ts';
import {
  embeddedMessageSchema,
  type EmbeddedMessage,
  type EmbeddedStart,
  type ShellMessage,
} from '../../shared/contracts/embedded-server.ts';
import type { Log } from './log-file.ts';

/** As often as the server is started again by itself before the user is asked. */
export const MAX_RESTARTS = 5;
const FIRST_DELAY_MS = 250;
/** After this long without a fall the next one counts as the first. */
const STEADY_MS = 60_000;
/** A start that copies and migrates a large database takes its time; one that takes longer hangs. */
const START_TIMEOUT_MS = 180_000;
/** What is under way gets this long when the app ends; the server itself gives up on streams sooner. */
const DRAIN_TIMEOUT_MS = 10_000;

/** A server process, as far as the shell deals with it. */
export interface ServerProcess {
  send(message: ShellMessage): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
}

/** Where a server that runs is, and what it wants to be shown with every request. */
export interface ServerAddress {
  readonly port: number;
  readonly secret: string;
}

/** The server on this computer. */
export interface EmbeddedServer {
  readonly state: Exclude<ConnectionState, { status: 'unreachable' }>;
  /** Null unless it runs. */
  readonly address: ServerAddress | null;
  onChange(listener: () => void): () => void;
  /** Starts it unless it runs or is starting; after a failure it begins to count anew. */
  start(): void;
  /** Drains and ends it. Resolves when the process is gone; a server that does not end in time is killed. */
  stop(): Promise<void>;
}

/** What the start message says beside the secret, which is a new one for every process. */
export type StartOptions = Omit<EmbeddedStart, 'type' | 'secret'>;

const CRASHED: Extract<ConnectionState, { status: 'failed' }> = {
  status: 'failed',
  reason: 'CRASHED',
  message: {
    'zh-CN': '本机服务多次意外停止。您的作品和积分都在，请重新启动它。',
    en: 'The server on this computer kept stopping. Your works and credits are safe; please start it again.',
  },
};

/** Runs the server in processes that `fork` makes, starting another one whenever one falls, at most {@link MAX_RESTARTS} times in a row. */
export function createEmbeddedServer(options: {
  readonly fork: () => ServerProcess;
  /** Asked at every start: the language may have changed. */
  readonly describeStart: () => StartOptions;
  readonly log: Log;
}): EmbeddedServer {
  const { fork, describeStart, log } = options;
  const listeners = new Set<() => void>();
  let state: EmbeddedServer['state'] = { status: 'unset' };
  let address: ServerAddress | null = null;
  let current: { readonly process: ServerProcess; readonly exited: Promise<void> } | null = null;
  let falls = 0;
  let timer: NodeJS.Timeout | undefined;

  const change = (next: EmbeddedServer['state'], nextAddress: ServerAddress | null = null): void => {
    state = next;
    address = nextAddress;
    for (const listener of [...listeners]) listener();
  };

  const launch = (): void => {
    const secret = randomBytes(32).toString('base64url');
    const child = fork();
    const exited = Promise.withResolvers<undefined>();
    current = { process: child, exited: exited.promise };
    const isCurrent = (): boolean => current?.process === child;
    clearTimeout(timer);
    timer = setTimeout(() => {
      log.error('the server did not start in time');
      child.kill();
    }, START_TIMEOUT_MS);

    child.onMessage((said) => {
      const message = readMessage(said);
      if (message === null) log.warn('the server said something that is not understood');
      if (!isCurrent()) return;
      if (message?.type === 'listening') {
        clearTimeout(timer);
        timer = setTimeout(() => (falls = 0), STEADY_MS).unref();
        log.info(`the server listens on port ${message.port}`);
        change({ status: 'ready' }, { port: message.port, secret });
      } else if (message?.type === 'failed') {
        log.error(`the server cannot start: ${message.reason}`);
        current = null;
        clearTimeout(timer);
        change({ status: 'failed', reason: message.reason, message: message.message });
      }
    });
    child.onExit((code) => {
      exited.resolve(undefined);
      if (!isCurrent()) return;
      current = null;
      clearTimeout(timer);
      log.warn(`the server ended by itself with ${code ?? 'no code'}`);
      restart();
    });
    child.send({ type: 'start', secret, ...describeStart() });
  };

  const restart = (): void => {
    falls += 1;
    if (falls > MAX_RESTARTS) {
      change(CRASHED);
      return;
    }
    change({ status: 'starting', attempt: falls });
    timer = setTimeout(launch, FIRST_DELAY_MS * 2 ** (falls - 1));
  };

  return {
    get state() {
      return state;
    },
    get address() {
      return address;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => {
      if (state.status === 'starting' || state.status === 'ready') return;
      falls = 0;
      change({ status: 'starting', attempt: 0 });
      launch();
    },
    stop: async () => {
      clearTimeout(timer);
      const stopping = current;
      current = null;
      if (state.status !== 'unset') change({ status: 'unset' });
      if (stopping === null) return;
      stopping.process.send({ type: 'stop' });
      const late = setTimeout(() => {
        log.warn('the server did not end in time');
        stopping.process.kill();
      }, DRAIN_TIMEOUT_MS);
      await stopping.exited;
      clearTimeout(late);
    },
  };
}

function readMessage(said: unknown): EmbeddedMessage | null {
  const parsed = embeddedMessageSchema.safeParse(said);
  return parsed.success ? parsed.data : null;
}
