import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LiveChange } from '../platform/events.ts';
import { createLogger } from '../platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '../testing/for-each-dialect.ts';
import { createEventBus } from './create-event-bus.ts';
import { decodePayload, encodePayloads } from './notify-payloads.ts';

const logger = createLogger({ logLevel: 'silent' });

/** Collects what a subscriber hears; `until` resolves once `count` changes are there. */
function collect(): {
  heard: LiveChange[];
  listener: (change: LiveChange) => void;
  until: (count: number) => Promise<void>;
} {
  const heard: LiveChange[] = [];
  return {
    heard,
    listener: (change) => void heard.push(change),
    until: (count) =>
      vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(count), { timeout: 20_000 }),
  };
}

describe('event buses of two processes on one PostgreSQL', () => {
  let database: TestDatabase | undefined;
  afterEach(async () => {
    await database?.destroy();
    database = undefined;
  });

  /** Buses over databases of their own, all listening; closed after the test. */
  async function connectBuses(count: number) {
    database = await createTestDatabase('postgres');
    const buses = [];
    for (let i = 0; i < count; i += 1) {
      const bus = createEventBus(i === 0 ? database.db : await database.reopen(), logger);
      onTestFinished(() => bus.close());
      await new Promise<void>((resolve) => bus.onDoubt(resolve));
      buses.push(bus);
    }
    return buses;
  }

  it('hear each other, and each its own changes once', async () => {
    const [one, two] = await connectBuses(2);
    const userId = randomUUID();
    const atOne = collect();
    const atTwo = collect();
    one!.subscribe(userId, atOne.listener);
    two!.subscribe(userId, atTwo.listener);
    const changes: LiveChange[] = [
      { userId, topic: 'credits', id: null },
      { userId, topic: 'orders', id: 'R20260301ABCDEFGHIJKLMNOP' },
    ];
    one!.publish(changes);
    one!.publish([{ userId: randomUUID(), topic: 'credits', id: null }]);
    await atTwo.until(2);
    two!.publish([{ userId, topic: 'membership', id: null }]);
    await atOne.until(3);
    expect(atTwo.heard).toEqual([...changes, { userId, topic: 'membership', id: null }]);
    expect(atOne.heard).toEqual([...changes, { userId, topic: 'membership', id: null }]);
  });

  it('carry more changes of one turn than fit in one notification', async () => {
    const [one, two] = await connectBuses(2);
    const userId = randomUUID();
    const { heard, listener, until } = collect();
    two!.subscribe(userId, listener);
    const changes = Array.from(
      { length: 500 },
      () => ({ userId, topic: 'generations', id: randomUUID() }) as const,
    );
    one!.publish(changes);
    await until(500);
    expect(heard).toEqual(changes);
  });

  it('come back after a lost connection, and have streams compare what they may have missed', async () => {
    const [one, two] = await connectBuses(2);
    const userId = randomUUID();
    const { listener, until } = collect();
    two!.subscribe(userId, listener);
    const admin = new pg.Client({ connectionString: database!.url });
    await admin.connect();
    const again = Promise.all(
      [one!, two!].map((bus) => new Promise<void>((resolve) => bus.onDoubt(resolve))),
    );
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%')`,
    );
    await admin.end();
    await again;
    one!.publish([{ userId, topic: 'credits', id: null }]);
    await until(1);
  });

  it('tell what was published before the connection stood by making others compare', async () => {
    const [one] = await connectBuses(1);
    const late = createEventBus(await database!.reopen(), logger);
    const doubted = new Promise<void>((resolve) => one!.onDoubt(resolve));
    late.publish([{ userId: randomUUID(), topic: 'credits', id: null }]);
    await late.close();
    await doubted;
  });
});

describe('an event bus on SQLite', () => {
  it('makes streams compare when another process has written, and not for writes of its own', async () => {
    const database = await createTestDatabase('sqlite');
    onTestFinished(() => database.destroy());
    const command = await database.reopen();
    const bus = createEventBus(database.db, logger);
    onTestFinished(() => bus.close());
    let doubts = 0;
    bus.onDoubt(() => (doubts += 1));
    bus.subscribe(randomUUID(), () => undefined);
    await vi.waitFor(() => expect(doubts).toBe(1));
    const insert = `INSERT INTO users (id, created_at, deleted_at) VALUES ($id, 0, 0)`;
    await database.db.write((tx) => tx.run(insert, { id: randomUUID() }));
    const own = await database.db.otherWrites();
    await command.write((tx) => tx.run(insert, { id: randomUUID() }));
    await vi.waitFor(() => expect(doubts).toBe(2), { timeout: 20_000 });
    expect(await database.db.otherWrites()).not.toBe(own);
  });

  it('never gets in the way of writes while it looks', async () => {
    const database = await createTestDatabase('sqlite');
    onTestFinished(() => database.destroy());
    const { db } = database;
    const insert = `INSERT INTO users (id, created_at, deleted_at) VALUES ($id, 0, 0)`;
    const write = () =>
      db.write(
        async (tx) => {
          for (let i = 0; i < 5; i += 1) await tx.run(insert, { id: randomUUID() });
        },
        { inline: true },
      );
    const work = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? write() : db.otherWrites()));
    await Promise.all(work);
    expect(await db.reader.all(`SELECT COUNT(*) AS count FROM users`)).toEqual([{ count: 100 }]);
  });
});

describe('payloads', () => {
  it('stay below what PostgreSQL accepts and keep every item in its order', () => {
    const changes = Array.from(
      { length: 1_000 },
      () => ({ userId: randomUUID(), topic: 'generations', id: randomUUID() }) as const,
    );
    const streamedUserIds = Array.from({ length: 1_000 }, () => randomUUID());
    const payloads = encodePayloads('a', { changes, streamedUserIds, doubt: true });
    expect(Math.max(...payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(7_500);
    const messages = payloads.map((payload) => decodePayload('b', payload)!);
    expect(messages.flatMap((message) => message.changes)).toEqual(changes);
    expect(messages.flatMap((message) => message.streamedUserIds)).toEqual(streamedUserIds);
    expect(messages.filter(({ doubt }) => doubt)).toHaveLength(1);
  });

  it.each(['', 'x', '{}', '[]', '{"from":"b","changes":[["u","money",null]]}', '{"from":"a"}'])(
    'that are not for us are ignored: %j',
    (payload) => {
      expect(decodePayload('a', payload)).toBeNull();
    },
  );
});
