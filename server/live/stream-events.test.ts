import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LiveEvent } from '../../shared/contracts/live.ts';
import { createLocalEventBus, type LocalEventBus } from '../platform/events.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { ChangeBuffer } from './change-buffer.ts';
import { listDifferences, readVersions } from './read-versions.ts';
import { streamEvents, type StreamTimes } from './stream-events.ts';

const NEVER_MS = 2 ** 30;
const NEVER: StreamTimes = { sessionCheckMs: NEVER_MS, maxAgeMs: NEVER_MS, settleMs: NEVER_MS };

forEachDialect('live events', (database) => {
  let events: LocalEventBus;
  let actor: { userId: string; sessionId: string };
  beforeEach(async () => {
    events = createLocalEventBus();
    actor = { userId: randomUUID(), sessionId: randomUUID() };
    const { db } = database();
    await db.write(async (tx) => {
      await tx.run(`INSERT INTO users (id, username, created_at) VALUES ($userId, $name, 0)`, {
        userId: actor.userId,
        name: actor.userId,
      });
      await tx.run(
        `INSERT INTO sessions (id, user_id, token_sha256, transport, created_at, last_seen_at, expires_at)
         VALUES ($id, $userId, $token, 'COOKIE', 0, 0, $expiresAt)`,
        {
          id: actor.sessionId,
          userId: actor.userId,
          token: actor.sessionId,
          expiresAt: db.now().getTime() + 3_600_000,
        },
      );
    });
  });

  /** An open stream that has said its versions. */
  async function open(times: Partial<StreamTimes> = {}) {
    const controller = new AbortController();
    const stream = streamEvents({ db: database().db, events }, actor, controller.signal, {
      ...NEVER,
      ...times,
    });
    onTestFinished(() => controller.abort());
    const next = async (): Promise<LiveEvent | 'end'> => {
      const { value, done } = await stream.next();
      return done ? 'end' : value;
    };
    expect(await next()).toMatchObject({ type: 'versions' });
    return { next, abort: () => controller.abort() };
  }

  const write = (sql: string, params: Record<string, string | number | boolean> = {}): Promise<number> =>
    database().db.write((tx) => tx.run(sql, { userId: actor.userId, ...params }));

  const read = () => readVersions(database().db.reader, database().db.now(), actor.userId);

  it('begin with the versions, then say what changes for this user', async () => {
    const { next } = await open();
    events.publish([
      { userId: randomUUID(), topic: 'credits', id: null },
      { userId: actor.userId, topic: 'orders', id: 'R1' },
    ]);
    expect(await next()).toEqual({ type: 'changed', topic: 'orders', id: 'R1' });
    const waiting = next();
    events.publish([{ userId: actor.userId, topic: 'credits', id: null }]);
    expect(await waiting).toEqual({ type: 'changed', topic: 'credits', id: null });
  });

  it('end at once when the session is revoked, and go on when it is another one', async () => {
    const { next } = await open();
    events.publish([{ userId: actor.userId, topic: 'session', id: null }]);
    expect(await next()).toEqual({ type: 'changed', topic: 'session', id: null });
    await write(`DELETE FROM sessions WHERE user_id = $userId`);
    events.publish([{ userId: actor.userId, topic: 'session', id: null }]);
    expect(await next()).toEqual({ type: 'bye', reason: 'SIGNED_OUT' });
    expect(await next()).toBe('end');
    expect(events.countSubscribers(actor.userId)).toBe(0);
  });

  it('look after their session when something may have been missed', async () => {
    const { next } = await open();
    await write(`DELETE FROM sessions WHERE user_id = $userId`);
    events.doubt();
    expect(await next()).toEqual({ type: 'bye', reason: 'SIGNED_OUT' });
  });

  it('look after their session without being told', async () => {
    const { next } = await open({ sessionCheckMs: 5 });
    await write(`UPDATE sessions SET expires_at = 1 WHERE user_id = $userId`);
    expect(await next()).toEqual({ type: 'bye', reason: 'SIGNED_OUT' });
  });

  it('end when the server drains, also while waiting, and a new one at once', async () => {
    const { next } = await open();
    const waiting = next();
    events.drain();
    expect(await waiting).toEqual({ type: 'bye', reason: 'DRAINING' });
    expect(await next()).toBe('end');
    const late = streamEvents({ db: database().db, events }, actor, new AbortController().signal, NEVER);
    expect((await late.next()).value).toEqual({ type: 'bye', reason: 'DRAINING' });
  });

  it('end with a goodbye at their greatest age', async () => {
    const { next } = await open({ maxAgeMs: 5 });
    expect(await next()).toEqual({ type: 'bye', reason: 'MAX_AGE' });
    expect(await next()).toBe('end');
  });

  it('end silently and leave nothing behind when the client goes away', async () => {
    const { next, abort } = await open();
    const waiting = next();
    abort();
    expect(await waiting).toBe('end');
    expect(events.countSubscribers(actor.userId)).toBe(0);
  });

  it('say what differs when something may have been missed', async () => {
    const { next } = await open();
    await write(`INSERT INTO credit_accounts (user_id, balance, last_sequence, last_hash, last_created_at, first_open_sequence)
      VALUES ($userId, 0, 1, '', 0, 1)`);
    events.doubt();
    expect(await next()).toEqual({ type: 'changed', topic: 'credits', id: null });
  });

  it('refuse the twenty-first stream of a user', async () => {
    for (let i = 0; i < 20; i += 1) await open();
    await expect(open()).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
  });

  describe('versions', () => {
    const lot = `INSERT INTO credit_lots (user_id, origin_sequence, source_type, amount, remaining, held)
      VALUES ($userId, 1, 'REWARD', 10, 10, 0)`;
    const account = `INSERT INTO credit_accounts (user_id, balance, last_sequence, last_hash, last_created_at, first_open_sequence)
      VALUES ($userId, 10, 1, '', 0, 1)`;
    const order = `INSERT INTO orders (order_no, kind, user_id, price_id, price_fen, payment_method, payment_status, amount,
      bonus, input_sha256, paid_late, created_at, expires_at) VALUES ($orderNo, 'recharge', $userId, 1, 100, 'alipay', 'PENDING',
      10, 0, '', $no, 0, 1)`;
    const payment = `INSERT INTO payments (order_no, attempt, provider, payment_method, out_trade_no, amount_fen, state,
      created_at, expires_at) VALUES ($orderNo, 1, 'simulator', 'alipay', $orderNo, 100, 'CREATED', 0, 1)`;
    const generation = `INSERT INTO generations (user_id, id, kind, prompt, options, count, model, status, input_sha256,
      covered_by_membership, list_cost_credits, cost_credits, truncated, listed_apart, created_at)
      VALUES ($userId, $id, 'TEXT', 'p', '{}', 1, 'demo', 'QUEUED', '', $yes, 10, 0, $no, $yes, 1)`;

    it('notice every change of a user’s data, each in its topic', async () => {
      const values = { userId: actor.userId, orderNo: randomUUID(), id: randomUUID(), yes: true, no: false };
      const take = (sql: string): Promise<number> => {
        const used = Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
        return database().db.write((tx) => tx.run(sql, Object.fromEntries(used)));
      };
      const steps: [string, string[]][] = [
        [account, ['credits', 'generations']],
        [lot, []],
        [`UPDATE credit_lots SET held = 5 WHERE user_id = $userId`, ['credits']],
        [`UPDATE credit_accounts SET last_sequence = 2 WHERE user_id = $userId`, ['credits', 'generations']],
        [order, ['orders']],
        [payment, ['orders']],
        [`UPDATE payments SET state = 'OPEN' WHERE order_no = $orderNo`, ['orders']],
        [`UPDATE orders SET payment_status = 'CLOSED' WHERE user_id = $userId`, ['orders']],
        [`UPDATE orders SET payment_status = 'PAID', settled_at = 1 WHERE user_id = $userId`, ['orders']],
        [`UPDATE orders SET payment_status = 'REFUNDING' WHERE user_id = $userId`, ['orders']],
        [`UPDATE orders SET refunded_fen = 50 WHERE user_id = $userId`, ['orders']],
        [
          `INSERT INTO membership_periods (user_id, number, order_no, membership_type, start_at, end_at, created_at)
           VALUES ($userId, 1, $orderNo, 'MONTHLY', 1, 2, 1)`,
          ['membership'],
        ],
        [generation, ['generations']],
        [
          `UPDATE generations SET status = 'RUNNING', lease_token = 't' WHERE user_id = $userId`,
          ['generations'],
        ],
        [`UPDATE generations SET progress = 50 WHERE user_id = $userId`, ['generations']],
        [
          `UPDATE generations SET status = 'SUCCEEDED', lease_token = NULL, finished_at = 2 WHERE user_id = $userId`,
          ['generations'],
        ],
        [`UPDATE generations SET deleted_at = 3 WHERE user_id = $userId`, ['generations']],
      ];
      let before = await read();
      for (const [sql, topics] of steps) {
        await take(sql);
        const after = await read();
        expect(listDifferences(before, after), sql).toEqual(topics);
        before = after;
      }
      expect(listDifferences(before, await read())).toEqual([]);
    });
  });
});

describe('the buffer of a slow client', () => {
  function takeAll(buffer: ChangeBuffer) {
    const taken = [];
    for (let change = buffer.shift(); change; change = buffer.shift()) taken.push(change);
    return taken;
  }

  it('keeps one of equal changes', () => {
    const buffer = new ChangeBuffer();
    for (const id of ['a', 'b', 'a']) buffer.push({ topic: 'orders', id });
    expect(takeAll(buffer)).toEqual([
      { topic: 'orders', id: 'a' },
      { topic: 'orders', id: 'b' },
    ]);
    buffer.push({ topic: 'orders', id: 'a' });
    expect(takeAll(buffer)).toHaveLength(1);
  });

  it('makes many changes of a topic one', () => {
    const buffer = new ChangeBuffer();
    for (let i = 0; i < 10_000; i += 1) buffer.push({ topic: 'generations', id: String(i) });
    expect(takeAll(buffer)).toEqual([{ topic: 'generations', id: null }]);
  });
});
