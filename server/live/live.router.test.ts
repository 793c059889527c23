import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import superjson from 'superjson';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LiveEvent } from '../../shared/contracts/live.ts';
import type { AppRouter } from '../app-router.ts';
import { createTestDatabase } from '../testing/for-each-dialect.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

/** A window of `user`: what it has heard, and how often it has connected. */
function openWindow(server: TestServer, user: TestUser) {
  const heard: LiveEvent[] = [];
  const errors: unknown[] = [];
  let connections = 0;
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${server.url}/trpc`,
        transformer: superjson,
        EventSource: class extends EventSource {
          constructor(url: string | URL) {
            super(url, {
              fetch: (input, init) => {
                connections += 1;
                return fetch(input, { ...init, headers: { ...init.headers, ...user.headers } });
              },
            });
          }
        } as never,
      }),
    ],
  });
  let isComplete = false;
  const subscription = client.live.events.subscribe(undefined, {
    onData: (event) => void heard.push(event),
    onError: (error) => void errors.push(error),
    onComplete: () => (isComplete = true),
  });
  onTestFinished(() => subscription.unsubscribe());
  return {
    heard,
    errors,
    close: () => subscription.unsubscribe(),
    connections: () => connections,
    isComplete: () => isComplete,
    hears: (event: unknown) =>
      vi.waitFor(() => expect(heard).toContainEqual(event), { timeout: 20_000, interval: 10 }),
  };
}

describe.each(['sqlite', 'postgres'] as const)('live.events over HTTP (%s)', (dialect) => {
  it('tells a window what its user does elsewhere, and ends for good when the session does', async () => {
    const server = await startTestServer({ dialect, listen: true });
    onTestFinished(() => server.close());
    const user = await server.register();
    const window = openWindow(server, user);
    await window.hears(expect.objectContaining({ type: 'versions' }));
    await server.recharge(user);
    await window.hears({ type: 'changed', topic: 'credits', id: null });
    await server.rest('/auth/logout', { user, method: 'POST' });
    await window.hears({ type: 'bye', reason: 'SIGNED_OUT' });
    await vi.waitFor(() => expect(window.isComplete()).toBe(true));
    expect(server.services.events.countSubscribers(user.id)).toBe(0);
  });

  it('forgets a window that is closed', async () => {
    const server = await startTestServer({ dialect, listen: true });
    onTestFinished(() => server.close());
    const user = await server.register();
    const window = openWindow(server, user);
    await window.hears(expect.objectContaining({ type: 'versions' }));
    expect(server.services.events.countSubscribers(user.id)).toBe(1);
    window.close();
    await vi.waitFor(() => expect(server.services.events.countSubscribers(user.id)).toBe(0));
  });
});

describe('live.events of two servers on one PostgreSQL', () => {
  it('tell a window at one server what was done at the other', async () => {
    const database = await createTestDatabase('postgres');
    onTestFinished(() => database.destroy());
    const one = await startTestServer({ database, listen: true });
    onTestFinished(() => one.close());
    const two = await startTestServer({
      database: { ...database, db: await database.reopen() },
      listen: true,
    });
    onTestFinished(() => two.close());
    const user = await one.register();
    const window = openWindow(two, user);
    await window.hears(expect.objectContaining({ type: 'versions' }));
    await one.recharge(user);
    await window.hears({ type: 'changed', topic: 'credits', id: null });
  });
});

describe('live.events when the server drains', () => {
  it('says goodbye when the server drains, which then closes at once, and windows try to come back', async () => {
    const server = await startTestServer({ listen: true });
    onTestFinished(() => server.close());
    const user = await server.register();
    const window = openWindow(server, user);
    await window.hears(expect.objectContaining({ type: 'versions' }));
    await server.close();
    await window.hears({ type: 'bye', reason: 'DRAINING' });
    await vi.waitFor(() => expect(window.connections()).toBeGreaterThan(1), { timeout: 20_000 });
    expect(window.isComplete()).toBe(false);
  });
});
