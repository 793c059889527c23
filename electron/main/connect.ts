import type { ConnectionChoice, ConnectionResult, ConnectionState } from '../../shared/contracts/desktop.ts';
import type { Connection, Upstream } from './connection.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { toServerHeaders } from './forward-headers.ts';
import type { Log } from './log-file.ts';
import { findSignedIn } from './find-signed-in.ts';
import { openLocalProfile } from './open-local-profile.ts';
import { probeServer } from './probe-server.ts';
import { readServerUrl } from './read-server-url.ts';
import { readSessionCookie } from './read-session-cookie.ts';
import { chooseRetryDelay } from './retry-delay.ts';
import type { SessionStore } from './session-store.ts';
import type { SettingsStore } from './settings-store.ts';

/** The embedded server's name in the session store; every other one is an origin. */
const LOCAL = 'local';

/** How often a hosted server that does not answer is asked again. */
const RETRY_PACE = { firstMs: 2_000, longestMs: 60_000 };

/** What a connection is made of. */
export interface ConnectionParts {
  readonly settings: SettingsStore;
  readonly sessions: SessionStore;
  readonly embedded: EmbeddedServer;
  /** Electron's `net.fetch`, which knows proxies and the system's certificates. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly userAgent: string;
  readonly log: Log;
}

/** A connection, with what the proxy needs beside. */
export interface ProxiedConnection extends Connection {
  /** Sends a request to a server as whoever is signed in there, and takes a session out of its answer. Throws when it cannot be reached. */
  send(upstream: Upstream, path: string, init: RequestInit): Promise<Response>;
  /** Asks whether the session still is one, after something that may have ended it. */
  checkSession(upstream: Upstream): Promise<void>;
}

/** The connection to the server that the settings name. */
export function createConnection(parts: ConnectionParts): ProxiedConnection {
  const { settings, sessions, embedded, userAgent, log } = parts;
  const listeners = new Set<(state: ConnectionState) => void>();
  const sessionListeners = new Set<(isSignedIn: boolean) => void>();
  let state: ConnectionState = { status: 'unset' };
  let upstream: Upstream | null = null;
  let timer: NodeJS.Timeout | undefined;
  /** Counts what was begun, so that what comes back late changes nothing. */
  let turn = 0;

  const change = (next: ConnectionState, nextUpstream: Upstream | null = null): void => {
    state = next;
    upstream = nextUpstream;
    for (const listener of [...listeners]) listener(next);
  };
  const tellSession = (server: string): void => {
    if (server !== upstream?.sessionKey) return;
    for (const listener of [...sessionListeners]) listener(sessions.find(server) !== null);
  };

  const send: ProxiedConnection['send'] = async (to, path, init) => {
    const target = new URL(path, to.origin);
    if (target.origin !== to.origin) throw new Error('a request was to leave the server it is for');
    const response = await parts.fetch(target.href, {
      ...init,
      headers: toServerHeaders(new Headers(init.headers), {
        secret: to.secret,
        token: sessions.find(to.sessionKey),
        userAgent,
      }),
      credentials: 'omit',
      // A token is for the server it came from and follows no redirect.
      redirect: 'error',
    });
    const session = readSessionCookie(response.headers);
    if (session !== null) {
      if (session.kind === 'opened') sessions.keep(to.sessionKey, session.token);
      else sessions.forget(to.sessionKey);
      tellSession(to.sessionKey);
    }
    return response;
  };

  const checkSession = async (to: Upstream): Promise<void> => {
    const token = sessions.find(to.sessionKey);
    if (token === null || (await findSignedIn((path, init) => send(to, path, init))) !== 'nobody') return;
    // Somebody may have signed in meanwhile.
    if (sessions.find(to.sessionKey) !== token) return;
    sessions.forget(to.sessionKey);
    tellSession(to.sessionKey);
  };

  const useLocal = async (mine: number): Promise<void> => {
    const { address } = embedded;
    if (address === null) {
      change(embedded.state);
      return;
    }
    const local: Upstream = {
      origin: `http://127.0.0.1:${address.port}`,
      secret: address.secret,
      sessionKey: LOCAL,
    };
    try {
      await checkSession(local);
      if (sessions.find(LOCAL) === null) await openLocalProfile((path, init) => send(local, path, init));
    } catch (error) {
      // The page asks to sign in, or says that the server is away.
      log.warn('the local profile could not be opened', error);
    }
    if (mine === turn && embedded.address === address) change({ status: 'ready' }, local);
  };
  embedded.onChange(() => {
    if (settings.get().mode === 'local') void useLocal(++turn);
  });

  const useHosted = async (origin: string, mine: number, failures = 0): Promise<void> => {
    const hosted: Upstream = { origin, secret: null, sessionKey: origin };
    const refusal = await probeServer(origin, parts.fetch);
    if (mine !== turn) return;
    if (refusal === null) {
      await checkSession(hosted).catch(() => undefined);
      if (mine === turn) change({ status: 'ready' }, hosted);
      return;
    }
    log.warn(`the server ${origin} cannot be used: ${refusal}`);
    if (state.status !== 'unreachable') change({ status: 'unreachable' });
    const again = (): void => void useHosted(origin, ++turn, failures + 1);
    timer = setTimeout(again, chooseRetryDelay(RETRY_PACE, failures));
  };

  const begin = async (): Promise<void> => {
    clearTimeout(timer);
    const mine = ++turn;
    const { mode, serverUrl } = settings.get();
    if (mode === 'local') {
      if (embedded.address === null) embedded.start();
      else await useLocal(mine);
      return;
    }
    if (mode === null || serverUrl === null) {
      change({ status: 'unset' });
      await embedded.stop();
      return;
    }
    // Said before anything is waited for: what is asked from here on is for the new server.
    if (state.status !== 'unreachable') change({ status: 'starting', attempt: 0 });
    await embedded.stop();
    if (mine === turn) await useHosted(serverUrl, mine);
  };

  const choose = async (choice: ConnectionChoice): Promise<ConnectionResult> => {
    if (choice.mode === 'local') {
      settings.set({ mode: 'local' });
    } else {
      const url = readServerUrl(choice.serverUrl);
      if (!url.ok) return url;
      const refusal = await probeServer(url.origin, parts.fetch);
      if (refusal !== null) return { ok: false, reason: refusal };
      settings.set({ mode: 'hosted', serverUrl: url.origin });
    }
    await begin();
    return { ok: true };
  };

  const whenReady = (signal?: AbortSignal): Promise<Upstream | null> =>
    new Promise((resolve) => {
      const settle = (): boolean => {
        const isWaiting = state.status === 'starting' && signal?.aborted !== true;
        if (isWaiting) return false;
        listeners.delete(settle);
        signal?.removeEventListener('abort', settle);
        resolve(upstream);
        return true;
      };
      if (settle()) return;
      listeners.add(settle);
      signal?.addEventListener('abort', settle);
    });

  return {
    get state() {
      return state;
    },
    get isSignedIn() {
      return upstream !== null && sessions.find(upstream.sessionKey) !== null;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onSession: (listener) => {
      sessionListeners.add(listener);
      return () => void sessionListeners.delete(listener);
    },
    start: begin,
    choose,
    retry: begin,
    whenReady,
    fetch: async (path, init = {}) => {
      const to = await whenReady(init.signal ?? undefined);
      if (to === null) throw new Error('there is no server to ask');
      return await send(to, path, init);
    },
    send,
    checkSession,
    stop: async () => {
      clearTimeout(timer);
      turn += 1;
      await embedded.stop();
    },
  };
}
