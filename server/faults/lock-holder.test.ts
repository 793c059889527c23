import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectLawful } from '../testing/expect-lawful.ts';
import { holdSqliteLock } from '../testing/hold-sqlite-lock.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type RestAnswer, type TestServer, type TestUser } from '../testing/test-server.ts';

describe('another process that holds the write lock (sqlite)', () => {
  let server: TestServer;
  let user: TestUser;
  let unpaid: string;

  beforeAll(async () => {
    // Without jobs and worker: only the callers write.
    server = await startTestServer({
      dialect: 'sqlite',
      provider: createInstantProvider(),
      startJobs: false,
      startWorker: false,
    });
    user = await server.register();
    await server.recharge(user, 4);
  });
  afterAll(() => server.close());

  const place = (key: string): Promise<RestAnswer<{ order_no: string }>> =>
    server.rest('/credit/recharge', {
      user,
      body: { price_id: 2, payment_method: 'alipay' },
      headers: { 'idempotency-key': key },
    });

  /** Callers of every kind, all at once: grouped commands and single ones. */
  const askEverything = (id: string): Promise<RestAnswer<unknown>>[] => [
    ...Array.from({ length: 10 }, (_, i) =>
      server.rest('/generations', {
        user,
        body: { id: `${id.slice(0, -2)}${10 + i}`, kind: 'IMAGE', prompt: 'a crane' },
      }),
    ),
    ...['a', 'b', 'c'].map((key) => place(`${id}${key}`)),
    server.rest('/credit/payment/callback', { body: { order_type: 'recharge', order_no: unpaid } }),
    server.rest('/auth/register', {
      body: { username: `w-${id.slice(0, 20)}`, password: 'a good password' },
    }),
  ];

  const countWritten = async (): Promise<number[]> => {
    const rows = await server.database.db.reader.all<{ count: number }>(
      ['users', 'orders', 'payments', 'generations', 'credit_transactions', 'sessions', 'recovery_codes']
        .map((table) => `SELECT COUNT(*) AS count FROM ${table}`)
        .join(' UNION ALL '),
    );
    return rows.map((row) => row.count);
  };
  const hold = () => holdSqliteLock(join(server.database.dataDir, 'studio.db'));

  it('callers wait for it, while readers do not, and succeed once it lets go in time', async () => {
    unpaid = (await place('unpaid-1')).data.order_no;
    const holder = await hold();
    const before = await countWritten();
    let settled = 0;
    const asked = askEverything(randomUUID());
    for (const answer of asked) void answer.then(() => (settled += 1));
    for (let i = 0; i < 20; i += 1) {
      expect((await server.rest('/credit/balance', { user })).status).toBe(200);
    }
    expect([settled, await countWritten()]).toEqual([0, before]);
    await holder.release();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(asked.length).fill(200));
    await expectLawful(server.database.db);
  });

  it('callers are told to try again when it does not, nothing is half done, and the same keys work afterwards', async () => {
    await Promise.all(
      (
        await server.rest<{ items: { order_no: string }[] }>('/credit/recharge/orders', { user })
      ).data.items.map(({ order_no: orderNo }) =>
        server.rest(`/credit/orders/${orderNo}/cancel`, { user, method: 'POST' }),
      ),
    );
    unpaid = (await place('unpaid-2')).data.order_no;
    const id = randomUUID();
    const holder = await hold();
    const before = await countWritten();
    // All are answered while the lock is still held: it is let go only then.
    const answers = await Promise.all(askEverything(id));
    expect(answers.map(({ status, reason }) => `${status} ${reason ?? ''}`)).toEqual(
      Array(answers.length).fill('503 UNAVAILABLE'),
    );
    expect((await server.rest('/credit/balance', { user })).status).toBe(200);
    expect(await countWritten()).toEqual(before);
    await holder.release();
    const again = await Promise.all(askEverything(id));
    expect(again.map(({ status }) => status)).toEqual(Array(again.length).fill(200));
    await expectLawful(server.database.db);
    // Were callers to wait for the lock one after the other, 5 s each, this would not be enough.
  }, 30_000);
});
