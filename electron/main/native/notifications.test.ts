import { beforeEach, expect, it, vi } from 'vitest';
import type { Shell } from '../shell.ts';
import type { AccountChange, AccountWatch } from './account-watch.ts';
import { startNotifications } from './notifications.ts';

const seen = vi.hoisted(() => ({ shown: [] as string[], closed: 0, isFocused: false }));
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => (seen.isFocused ? {} : null) },
  Notification: class {
    static isSupported = () => true;
    readonly #body: string;
    constructor({ body }: { body: string }) {
      this.#body = body;
    }
    on = () => undefined;
    show = () => seen.shown.push(this.#body);
    close = () => void (seen.closed += 1);
  },
}));

let asked: string[];
let underWay: number;
let most: number;
let release: () => void;
let gate: Promise<undefined>;
let tell: (change: AccountChange) => void;
let areWanted: boolean;
let paidAt: Date;

beforeEach(() => {
  [seen.shown, seen.closed, seen.isFocused] = [[], 0, false];
  [asked, underWay, most, areWanted, paidAt] = [[], 0, 0, true, new Date()];
  const opening = Promise.withResolvers<undefined>();
  [gate, release] = [opening.promise, () => opening.resolve(undefined)];
  const order = (orderNo: string) => ({
    kind: 'recharge',
    orderNo,
    paymentStatus: 'PAID',
    paidAt: paidAt.toISOString(),
    totalAmount: Number(/\d+/.exec(orderNo)?.[0] ?? 0),
  });
  const answer = async (path: string): Promise<Response> => {
    asked.push(path);
    most = Math.max(most, (underWay += 1));
    await gate;
    underWay -= 1;
    const orderNo = /"orderNo":"(\w+)"/.exec(decodeURIComponent(path))?.[1];
    const json = orderNo === undefined ? { items: [order('R901'), order('R902')] } : order(orderNo);
    return Response.json({ result: { data: { json } } });
  };
  const shell = {
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    connection: { fetch: answer },
    settings: { get: () => ({ mode: 'hosted', notifications: areWanted }) },
    getLocale: () => 'en',
    window: { goTo: vi.fn() },
  } as unknown as Shell;
  const account = {
    onChange: (listener: typeof tell) => void (tell = listener),
  } as unknown as AccountWatch;
  startNotifications(shell, account);
});

it('tells of an order once, however often the server does', async () => {
  release();
  for (let count = 0; count < 3; count += 1) {
    tell({ topic: 'orders', id: 'R1' });
    await vi.waitFor(() => expect([asked.length, underWay]).toEqual([count + 1, 0]));
  }
  await vi.waitFor(() => expect(seen.shown).toEqual(['1 credits are in your balance.']));
});

it('asks about a few changes at a time; of a flood it looks at the newest at the end', async () => {
  for (let id = 1; id <= 1_000; id += 1) tell({ topic: 'orders', id: `R${String(id)}` });
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  release();
  await vi.waitFor(() => expect([asked.length, underWay]).toEqual([4, 0]));
  await vi.waitFor(() => expect(seen.shown).toHaveLength(5));
  expect(most).toBe(3);
  expect(seen.shown.slice(3)).toEqual([
    '901 credits are in your balance.',
    '902 credits are in your balance.',
  ]);
});

it('has no more than ten on the screen', async () => {
  release();
  for (let id = 1; id <= 14; id += 1) {
    tell({ topic: 'orders', id: `R${String(id)}` });
    await vi.waitFor(() => expect(seen.shown).toHaveLength(id));
  }
  expect(seen.closed).toBe(4);
});

it.each<[string, () => void]>([
  ['what the user sees on the page', () => (seen.isFocused = true)],
  ['what happened long ago', () => (paidAt = new Date(Date.now() - 600_000))],
  ['anybody who does not want it', () => (areWanted = false)],
])('tells nothing of %s', async (_title, prepare) => {
  prepare();
  release();
  tell({ topic: 'orders', id: 'R1' });
  await vi.waitFor(() => expect([asked.length, underWay]).toEqual([1, 0]));
  tell({ topic: 'orders', id: 'R1' });
  await vi.waitFor(() => expect([asked.length, underWay]).toEqual([2, 0]));
  expect(seen.shown).toEqual([]);
});
