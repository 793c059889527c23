import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../database/sql.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import { createTestDatabase, type TestDatabase } from '../testing/for-each-dialect.ts';
import { callRest, type RestReply, type RestRequest } from '../testing/rest-client.ts';
import { launchServer, type ServerProcess } from '../testing/server-process.ts';

const CLIENTS = 100;

interface Order {
  readonly order_no: string;
}

describe.each([
  ['two servers on one PostgreSQL', 'postgres', 2],
  ['one server on SQLite', 'sqlite', 1],
] as const)('the same key from a hundred clients at once: %s', (_title, dialect: Dialect, servers) => {
  let database: TestDatabase;
  let processes: ServerProcess[];
  let urls: string[];
  let token: string;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    processes = Array.from({ length: servers }, () =>
      launchServer({ DATABASE_URL: database.url, DATA_DIR: `${database.dataDir}/data` }),
    );
    urls = await Promise.all(processes.map(({ ready }) => ready));
    const body = { username: 'creator', password: 'correct horse battery' };
    token = (await callRest<{ token: string }>(urls[0]!, '/auth/register', { body }))!.data.token;
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.kill()));
    await database.destroy();
  });

  /** The same request from every client at once, each at one of the servers in turn; all of them must be answered. */
  const askAll = async <Data>(path: string, request: RestRequest): Promise<RestReply<Data>[]> => {
    const replies = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        callRest<Data>(urls[i % urls.length]!, path, { token, ...request }),
      ),
    );
    return replies.map((reply) => reply ?? expect.fail('a request was not answered'));
  };

  /** What all replies agree on; fails unless they do, and all but one call themselves a repetition. */
  const agreed = <Data, Part>(
    replies: readonly RestReply<Data>[],
    part: (data: Data) => Part,
    firsts = 1,
  ): Part => {
    expect(replies.map(({ status, reason }) => `${status} ${reason ?? ''}`)).toEqual(
      Array(CLIENTS).fill('200 '),
    );
    expect(replies.filter(({ isReplay }) => !isReplay)).toHaveLength(firsts);
    const first = part(replies[0]!.data);
    expect(replies.map(({ data }) => part(data))).toEqual(Array(CLIENTS).fill(first));
    return first;
  };

  const countRows = async (sql: string, id: string): Promise<number> => {
    const [row] = await database.db.reader.all<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`, {
      id,
    });
    return row!.count;
  };

  const recharge = {
    body: { price_id: 2, payment_method: 'alipay' },
    headers: { 'idempotency-key': 'one-key' },
  };

  it('places one recharge order and opens one payment', async () => {
    const { order_no: id } = agreed(await askAll<Order>('/credit/recharge', recharge), (order) => order);
    expect(await countRows(`orders WHERE order_no = $id`, id)).toBe(1);
    expect(await countRows(`orders WHERE order_no <> $id`, id)).toBe(0);
    expect(await countRows(`payments WHERE order_no = $id AND state = 'OPEN'`, id)).toBe(1);
    expect(await countRows(`payments WHERE order_no <> $id OR attempt > 1`, id)).toBe(0);
  });

  it('places one membership order under the same key, which counts for each operation', async () => {
    const membership = { ...recharge, body: { price_id: 1, payment_method: 'wechat' } };
    const { order_no: id } = agreed(await askAll<Order>('/credit/membership', membership), (order) => order);
    expect(await countRows(`orders WHERE kind = 'membership' AND order_no = $id`, id)).toBe(1);
    expect(await countRows(`orders WHERE kind = 'membership' AND order_no <> $id`, id)).toBe(0);
  });

  it('refuses the key with another input everywhere, and changes nothing', async () => {
    const other = { ...recharge, body: { price_id: 3, payment_method: 'alipay' } };
    for (const { status, reason } of await askAll('/credit/recharge', other)) {
      expect([status, reason]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
    }
    expect(await countRows(`orders WHERE kind = 'recharge' AND order_no <> $id`, '')).toBe(1);
  });

  it('applies one payment, told a hundred times while as many ask whether it was made', async () => {
    const [placed] = await askAll<Order>('/credit/recharge', recharge);
    const id = placed!.data.order_no;
    const [told, asked] = await Promise.all([
      askAll<object>('/credit/payment/callback', { body: { order_type: 'recharge', order_no: id } }),
      askAll<{ payment_status: string }>(`/credit/orders/${id}/check`, { method: 'POST' }),
    ]);
    const answer = agreed(told, (data) => data, CLIENTS);
    expect(answer).toEqual({ order_type: 'recharge', order_no: id, payment_status: 'PAID' });
    expect(asked.map(({ status }) => status)).toEqual(Array(CLIENTS).fill(200));
    expect(await countRows(`credit_transactions WHERE related_id = $id AND type = 'RECHARGE'`, id)).toBe(1);
    expect(await countRows(`credit_transactions WHERE related_id = $id AND type = 'REWARD'`, id)).toBe(1);
    expect(await countRows(`credit_transactions WHERE related_id <> $id`, id)).toBe(0);
    const balance = await askAll<{ credits: number }>('/credit/balance', {});
    expect(agreed(balance, ({ credits }) => credits, CLIENTS)).toBe(110);
  });

  it('starts one generation and charges it once', async () => {
    const id = randomUUID();
    const body = { id, kind: 'TEXT', prompt: 'the same poem for everybody', count: 1 };
    type Generation = { id: string; created_at: string; receipt: { status: string; credits: number } };
    const generation = agreed(
      await askAll<Generation>('/generations', { body }),
      // How far it has come is told as it is now.
      ({ id: same, created_at, receipt }) => ({ id: same, created_at, receipt }),
    );
    expect(generation).toMatchObject({ id, receipt: { status: 'CHARGED', credits: 10, refunded: 0 } });
    expect(await countRows(`generations WHERE id = $id`, id)).toBe(1);
    expect(await countRows(`credit_transactions WHERE related_id = $id AND amount = -10`, id)).toBe(1);
    for (const { status, reason } of await askAll('/generations', { body: { ...body, prompt: 'another' } })) {
      expect([status, reason]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
    }
  });

  it('cancels one generation and gives back once', async () => {
    const id = randomUUID();
    const body = { id, kind: 'TEXT', prompt: '[slow] a poem' };
    expect(await callRest(urls[0]!, '/generations', { body, token })).toMatchObject({ status: 200 });
    const replies = await askAll(`/generations/${id}/cancel`, { method: 'POST' });
    expect(replies.map(({ status }) => status)).toEqual(Array(CLIENTS).fill(200));
    await expect
      .poll(() => countRows(`generations WHERE id = $id AND status = 'CANCELLED'`, id), { timeout: 30_000 })
      .toBe(1);
    expect(await countRows(`credit_transactions WHERE related_id = $id AND amount = 10`, id)).toBe(1);
    await expectLawful(database.db);
  });
});
