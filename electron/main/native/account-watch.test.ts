import { beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionState } from '../../../shared/contracts/desktop.ts';
import type { LiveEvent, LiveVersions } from '../../../shared/contracts/live.ts';
import { watchAccount, type AccountChange, type AccountWatch } from './account-watch.ts';

const VERSIONS: LiveVersions = { credits: 'a', membership: 'a', orders: 'a', generations: 'a' };
const CREDITS: LiveEvent = { type: 'changed', topic: 'credits', id: null };

let state: ConnectionState;
let isSignedIn: boolean;
let server: string;
let balance: number;
let tellConnection: () => void;
let tellSession: () => void;
let take: (event: LiveEvent) => void;
const fetchOverview = vi.fn<() => Promise<Response>>();
const stopStream = vi.fn();
const openStream = vi.fn();
const changes: AccountChange[] = [];

beforeEach(() => {
  [state, isSignedIn, server, balance] = [{ status: 'ready' }, true, 'local', 620];
  vi.resetAllMocks();
  changes.length = 0;
  fetchOverview.mockImplementation(() => Promise.resolve(answer(balance)));
  openStream.mockImplementation((_fetch, listener: typeof take) => {
    take = listener;
    return stopStream;
  });
});

function answer(credits: number): Response {
  return Response.json({ result: { data: { json: { credits } } } });
}

function watch(): AccountWatch {
  const account = watchAccount({
    connection: {
      get state() {
        return state;
      },
      get isSignedIn() {
        return isSignedIn;
      },
      onChange: (listener) => {
        tellConnection = () => listener(state);
        return () => undefined;
      },
      onSession: (listener) => {
        tellSession = () => listener(isSignedIn);
        return () => undefined;
      },
      fetch: fetchOverview,
    },
    describeServer: () => server,
    openStream,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  });
  account.onChange((change) => changes.push(change));
  return account;
}

it('reads the balance when the stream begins and after each change of it', async () => {
  const account = watch();
  expect(account.credits).toBeNull();
  take({ type: 'versions', versions: VERSIONS });
  await vi.waitFor(() => expect(account.credits).toBe(620));
  balance = 720;
  take(CREDITS);
  await vi.waitFor(() => expect(account.credits).toBe(720));
});

it('reads once more, and not each time, for changes that come while it reads', async () => {
  const account = watch();
  const first = Promise.withResolvers<Response>();
  fetchOverview.mockReturnValueOnce(first.promise);
  for (let count = 0; count < 5; count += 1) take(CREDITS);
  balance = 500;
  first.resolve(answer(620));
  await vi.waitFor(() => expect(account.credits).toBe(500));
  expect(fetchOverview).toHaveBeenCalledTimes(2);
});

it('keeps the balance it knows when it cannot be read', async () => {
  const account = watch();
  take(CREDITS);
  await vi.waitFor(() => expect(account.credits).toBe(620));
  fetchOverview.mockRejectedValueOnce(new Error('away'));
  take(CREDITS);
  await vi.waitFor(() => expect(fetchOverview).toHaveBeenCalledTimes(2));
  expect(account.credits).toBe(620);
});

it('tells what has happened while nobody listened, and nothing at the first beginning', () => {
  watch();
  take({ type: 'versions', versions: VERSIONS });
  expect(changes).toEqual([]);
  take({ type: 'versions', versions: { ...VERSIONS, orders: 'b' } });
  take({ type: 'changed', topic: 'generations', id: 'g1' });
  expect(changes).toEqual([
    { topic: 'orders', id: null },
    { topic: 'generations', id: 'g1' },
  ]);
});

it('forgets the balance when the session or the server is another one', async () => {
  const account = watch();
  take(CREDITS);
  await vi.waitFor(() => expect(account.credits).toBe(620));
  isSignedIn = false;
  tellSession();
  expect(account.credits).toBeNull();
  expect(stopStream).toHaveBeenCalledOnce();
  isSignedIn = true;
  tellSession();
  expect(openStream).toHaveBeenCalledTimes(2);
  take(CREDITS);
  await vi.waitFor(() => expect(account.credits).toBe(620));
  [server, state] = ['hosted https://studio.example', { status: 'starting', attempt: 0 }];
  tellConnection();
  expect(account.credits).toBeNull();
});

it('shows nobody an answer that was meant for whoever was there before', async () => {
  const account = watch();
  const late = Promise.withResolvers<Response>();
  fetchOverview.mockReturnValueOnce(late.promise);
  take(CREDITS);
  tellSession();
  balance = 7;
  take({ type: 'versions', versions: VERSIONS });
  const seen: (number | null)[] = [];
  account.onCredits(() => seen.push(account.credits));
  late.resolve(answer(620));
  await vi.waitFor(() => expect(account.credits).toBe(7));
  expect(seen).toEqual([7]);
});
