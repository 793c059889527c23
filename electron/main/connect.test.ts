import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection, type ProxiedConnection } from './connect.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import type { SessionStore } from './session-store.ts';
import type { Settings, SettingsStore } from './settings-store.ts';

const ORIGIN = 'https://studio.example';
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

const health = (): Response => Response.json({ status: 'ok' });
const session = (json: object | null): Response => Response.json({ result: { data: { json } } });

describe('the connection to a hosted server', () => {
  let connection: ProxiedConnection;
  let kept: Map<string, string>;
  const ask = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    kept = new Map();
    const settings: Partial<Settings> = { mode: 'hosted', serverUrl: ORIGIN };
    const embedded = { state: { status: 'unset' }, address: null, onChange: vi.fn(), stop: vi.fn() };
    const sessions: SessionStore = {
      storage: 'safe',
      find: (server) => kept.get(server) ?? null,
      keep: (server, token) => void kept.set(server, token),
      forget: (server) => void kept.delete(server),
    };
    connection = createConnection({
      settings: { get: () => settings, set: vi.fn(), onChange: vi.fn() } as unknown as SettingsStore,
      sessions,
      embedded: embedded as unknown as EmbeddedServer,
      fetch: ask,
      userAgent: 'test',
      log,
    });
  });
  afterEach(async () => {
    await connection.stop();
    vi.useRealTimers();
    vi.restoreAllMocks();
    ask.mockReset();
  });

  const countAsked = (): number => ask.mock.calls.filter(([url]) => url === `${ORIGIN}/healthz`).length;

  it('is tried again later each time, a minute apart at most, and at once when the user wants it', async () => {
    ask.mockRejectedValue(new Error('net::ERR_CONNECTION_REFUSED'));
    await connection.start();
    expect([connection.state, countAsked()]).toEqual([{ status: 'unreachable' }, 1]);
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      const before = countAsked();
      await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1);
      expect([seconds, countAsked()]).toEqual([seconds, before]);
      await vi.advanceTimersByTimeAsync(1);
      expect([seconds, countAsked()]).toEqual([seconds, before + 1]);
    }
    const before = countAsked();
    await connection.retry();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(countAsked()).toBe(before + 2);

    ask.mockImplementation(async (url) => (url.endsWith('/healthz') ? health() : session(null)));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(connection.state).toEqual({ status: 'ready' });
    const last = countAsked();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(countAsked()).toBe(last);
  });

  it('is asked by no two apps at the same moment', async () => {
    ask.mockRejectedValue(new Error('net::ERR_CONNECTION_REFUSED'));
    vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.999);
    await connection.start();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(countAsked()).toBe(2);
    await vi.advanceTimersByTimeAsync(4_990);
    expect(countAsked()).toBe(2);
    await vi.advanceTimersByTimeAsync(10);
    expect(countAsked()).toBe(3);
  });

  it('shows the token to the server it is from, and keeps it when that says nothing of use', async () => {
    kept.set(ORIGIN, 'a-token');
    ask.mockImplementation(async (url, init) => {
      if (url.endsWith('/healthz')) return health();
      const token = new Headers(init.headers).get('authorization');
      // Asked by whoever is signed in it answers with a page.
      return token === null ? session(null) : new Response('<html>'.repeat(1_000_000));
    });
    await connection.start();
    expect([connection.state.status, kept.get(ORIGIN)]).toEqual(['ready', 'a-token']);
    expect(
      ask.mock.calls.every(([url, init]) => url.startsWith(`${ORIGIN}/`) && init.redirect === 'error'),
    ).toBe(true);
  });

  it.each([
    'studio_session=%0d%0aX-Evil:%201',
    'studio_session=%',
    'studio_session=a%20b',
    'studio_session=%E7%81%AF',
    `studio_session=${'a'.repeat(1_000)}`,
  ])('takes no session that is none: %s', async (cookie) => {
    ask.mockImplementation(async (url) => (url.endsWith('/healthz') ? health() : session(null)));
    await connection.start();
    kept.set(ORIGIN, 'a-token');
    ask.mockResolvedValueOnce(new Response('', { headers: { 'set-cookie': `${cookie}; Path=/; HttpOnly` } }));
    expect((await connection.fetch('/trpc/a')).status).toBe(200);
    expect(kept.get(ORIGIN)).toBe('a-token');
  });

  it.each(['//evil.example/x', '/\\evil.example/x', 'https://evil.example/x', '@evil.example/x'])(
    'leaves its server for no address: %s',
    async (path) => {
      ask.mockImplementation(async (url) => (url.endsWith('/healthz') ? health() : session(null)));
      await connection.start();
      kept.set(ORIGIN, 'a-token');
      await connection.fetch(path).catch(() => undefined);
      expect(ask.mock.calls.every(([url]) => new URL(url).origin === ORIGIN)).toBe(true);
    },
  );
});
