import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import type { TestDatabase } from '../testing/for-each-dialect.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startPostgresCluster, type PostgresCluster } from '../testing/postgres-cluster.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts';
import { startTestServer, type RestAnswer, type TestServer, type TestUser } from '../testing/test-server.ts';

/** Callers at the same time, each doing one thing after the other. */
const CALLERS = 12;

/** "Try again" that one caller takes for an answer; the pool must have recovered long before. */
const MAX_TRIES = 200;

/** As both sides of the protocol spell it: a simple query, and the tag of its completion. */
const COMMIT = Buffer.from('COMMIT\0');

describe('a connection to PostgreSQL that breaks', () => {
  const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
  const random = createSeededRandom(seed);
  let dataDir: string;
  let cluster: PostgresCluster;
  /** Past the proxy. */
  let direct: Database;
  let proxy: TcpProxy;
  let server: TestServer;
  let user: TestUser;
  const orderNos = new Set<string>();
  const generationIds = new Set<string>();
  let orderKeys = 0;

  beforeAll(async () => {
    console.log(`connections cut with FAULT_SEED=${seed}`);
    dataDir = mkdtempSync(join(tmpdir(), 'studio-test-'));
    // One of its own, which can be restarted without harm to other tests.
    cluster = await startPostgresCluster();
    direct = await openDatabase({ url: cluster.adminUrl, root: dataDir });
    await migrateDatabase(direct);
    const url = new URL(cluster.adminUrl);
    proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    server = await startTestServer({
      database: await openBehindProxy(url.href),
      provider: createInstantProvider(),
    });
    user = await server.register();
    for (let i = 0; i < 10; i += 1) await server.recharge(user, 4);
  });
  afterAll(async () => {
    await server.close();
    await server.database.destroy();
    await proxy.close();
    await direct.close();
    await cluster.stop();
    rmSync(dataDir, { recursive: true });
  });

  const openBehindProxy = async (url: string): Promise<TestDatabase> => {
    const reopen = (): Promise<Database> => openDatabase({ url, root: dataDir });
    const db = await reopen();
    return { db, url, dataDir, reopen, destroy: () => db.close() };
  };

  /** Repeats the same request until it is answered with something else than "try again". */
  const insist = async <Data>(ask: () => Promise<RestAnswer<Data>>): Promise<RestAnswer<Data>> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask();
      if (answer.reason !== 'UNAVAILABLE' || tries === MAX_TRIES) return answer;
      expect(answer.status).toBe(503);
      await delay(20);
    }
  };

  /** Buys credits and starts a generation, everything with keys that are kept over retries. */
  const buyAndSpend = async (): Promise<void> => {
    orderKeys += 1;
    const headers = { 'idempotency-key': `order-${orderKeys}` };
    const body = { price_id: 2, payment_method: 'alipay' };
    const buyer = await addBuyer();
    const placed = await insist(() =>
      server.rest<{ order_no: string }>('/credit/recharge', { user: buyer, body, headers }),
    );
    expect(placed).toMatchObject({ status: 200 });
    const orderNo = placed.data.order_no;
    orderNos.add(orderNo);
    const callback = { order_type: 'recharge', order_no: orderNo };
    const paid = await insist(() => server.rest('/credit/payment/callback', { body: callback }));
    expect(paid).toMatchObject({ status: 200, data: { payment_status: 'PAID' } });

    const id = randomUUID();
    const prompt = random.chance(0.3) ? '[fail]' : 'a crane';
    const started = await insist(() =>
      server.rest('/generations', { user, body: { id, kind: 'IMAGE', prompt } }),
    );
    expect(started).toMatchObject({ status: 200 });
    generationIds.add(id);
    if (random.chance(0.3)) {
      const cancelled = await insist(() =>
        server.rest(`/generations/${id}/cancel`, { user, method: 'POST' }),
      );
      expect(cancelled).toMatchObject({ status: 200 });
    }
  };

  /** Registering has no key: whoever was not told retries, is told that the name is taken, and signs in. */
  const addBuyer = async (): Promise<TestUser> => {
    const username = `buyer_${randomUUID().slice(0, 20)}`;
    const account = { username, password: 'a good password' };
    type Signed = { token: string; user: { id: string } };
    let answer = await insist(() => server.rest<Signed>('/auth/register', { body: account }));
    if (answer.reason === 'USERNAME_TAKEN') {
      const body = { account: username, password: account.password };
      answer = await insist(() => server.rest<Signed>('/auth/login', { body }));
    }
    expect(answer).toMatchObject({ status: 200 });
    const { token, user: registered } = answer.data;
    return { ...account, id: registered.id, token, headers: { authorization: `Bearer ${token}` } };
  };

  /** Keeps all callers busy until `isEnough`. */
  const loadUntil = (isEnough: () => boolean): Promise<unknown> =>
    Promise.all(
      Array.from({ length: CALLERS }, async () => {
        do await buyAndSpend();
        while (!isEnough());
      }),
    );

  const count = async (sql: string): Promise<number> => {
    const [row] = await direct.reader.all<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`);
    return row!.count;
  };

  const expectOneEffectEach = async (): Promise<void> => {
    await expect
      .poll(() => count(`generations WHERE status IN ('QUEUED', 'RUNNING')`), { timeout: 50_000 })
      .toBe(0);
    expect({
      orders: await count(`orders WHERE idempotency_key IS NOT NULL`),
      paid: await count(`orders WHERE idempotency_key IS NOT NULL AND payment_status = 'PAID'`),
      numbers: orderNos.size,
      generations: await count(`generations`),
      charges: await count(`credit_transactions WHERE type = 'CONSUME'`),
    }).toEqual({
      orders: orderKeys,
      paid: orderKeys,
      numbers: orderKeys,
      generations: generationIds.size,
      charges: generationIds.size,
    });
    await expectLawful(direct);
  };

  /** Loses this share of what goes by and is `chosen`, until forty connections have been lost. */
  const cutSome = async (
    share: number,
    chosen: (bytes: Buffer, direction: 'to-server' | 'to-client') => boolean,
  ): Promise<void> => {
    const enough = proxy.cuts + 40;
    proxy.judge = (bytes, direction) => {
      if (proxy.cuts >= enough || !chosen(bytes, direction)) return 'pass';
      return random.chance(share) ? 'cut' : 'pass';
    };
    await loadUntil(() => proxy.cuts >= enough);
    proxy.judge = () => 'pass';
    expect(proxy.cuts).toBe(enough);
  };

  it('when COMMIT is on its way: nothing of it happened, and a retry with the same key has one effect', async () => {
    await cutSome(0.2, (bytes, direction) => direction === 'to-server' && bytes.includes(COMMIT));
    await expectOneEffectEach();
  });

  it('when the answer to COMMIT is on its way: all of it happened, and a retry with the same key has one effect', async () => {
    await cutSome(0.2, (bytes, direction) => direction === 'to-client' && bytes.includes(COMMIT));
    await expectOneEffectEach();
  });

  it('at any moment: a retry with the same key has one effect', async () => {
    await cutSome(0.02, () => true);
    await expectOneEffectEach();
  });

  it('because its backend is terminated in the middle of a transaction: one effect, and the pool recovers', async () => {
    const admin = new pg.Client({ connectionString: cluster.adminUrl });
    await admin.connect();
    let terminated = 0;
    let isOver = false;
    const terminate = async (): Promise<void> => {
      while (!isOver && terminated < 20) {
        const { rowCount } = await admin.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction' LIMIT 1`,
        );
        terminated += rowCount ?? 0;
        await delay(10);
      }
    };
    const terminating = terminate();
    try {
      await loadUntil(() => terminated >= 20);
    } finally {
      isOver = true;
      await terminating;
      await admin.end();
    }
    await expectOneEffectEach();
  });

  it('because PostgreSQL crashes and comes back: nothing acknowledged is lost, a retry has one effect', async () => {
    let restarts = 0;
    const restart = async (): Promise<void> => {
      while (restarts < 2) {
        await cluster.restart();
        restarts += 1;
      }
    };
    await Promise.all([restart(), loadUntil(() => restarts >= 2)]);
    await expectOneEffectEach();
  });

  it('and cannot be made again for a while: everything is refused as retryable, and heals by itself', async () => {
    await proxy.refuse();
    const id = randomUUID();
    const start = (): Promise<RestAnswer<unknown>> =>
      server.rest('/generations', { user, body: { id, kind: 'IMAGE', prompt: 'a crane' } });
    const answers = await Promise.all([
      start(),
      server.rest('/credit/balance', { user }),
      server.rest('/credit/prices'),
      server.rest('/auth/login', { body: { account: user.username, password: user.password } }),
    ]);
    expect(answers.map(({ status, reason }) => `${status} ${reason ?? ''}`)).toEqual(
      Array(4).fill('503 UNAVAILABLE'),
    );
    expect((await server.app.inject('/healthz')).statusCode).toBe(503);
    await proxy.accept();
    expect(await insist(start)).toMatchObject({ status: 200 });
    generationIds.add(id);
    expect((await server.app.inject('/healthz')).statusCode).toBe(200);
    await loadUntil(() => true);
    await expectOneEffectEach();
  });
});
