import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantCredits } from '../credits/grant-credits.ts';
import { openServerDatabase } from '../database/open-server-database.ts';
import { createJobs, type JobName } from '../jobs/create-jobs.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import { createTestDatabase, type TestDatabase } from '../testing/for-each-dialect.ts';
import {
  createScriptedProvider,
  scriptedImage,
  type ScriptedProvider,
} from '../testing/scripted-provider.ts';
import { createTestClock, type TestClock } from '../testing/test-clock.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface Order {
  readonly order_no: string;
  readonly payment_status: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly start_date: string | null;
  readonly end_date: string | null;
}
interface Generation {
  readonly id: string;
  readonly status: string;
  readonly outputs: readonly unknown[];
  readonly receipt: { readonly status: string; readonly credits: number; readonly refunded: number };
}

describe.each(['sqlite', 'postgres'] as const)('a clock that jumps (%s)', (dialect) => {
  let clock: TestClock;
  let database: TestDatabase;
  let provider: ScriptedProvider;
  let server: TestServer;
  let user: TestUser;

  beforeEach(async () => {
    clock = createTestClock();
    provider = createScriptedProvider();
    database = await createTestDatabase(dialect, clock);
    // What runs without a request runs when a test says so.
    server = await startTestServer({ database, clock, provider, startJobs: false, startWorker: false });
    user = await server.register();
  });
  afterEach(async () => {
    await server.close();
    await database.destroy();
  });

  /** Sets the clock; a session that has ended meanwhile is opened again. */
  const travelTo = async (instant: number | Date | string): Promise<void> => {
    clock.set(new Date(instant));
    if ((await server.rest('/auth/me', { user })).status === 401)
      user = await server.login(user.username, user.password);
  };
  const now = (): number => server.services.db.now().getTime();
  const runJob = (name: JobName): Promise<number> => createJobs(server.services).runOnce(name);
  const place = async (path = '/credit/recharge', priceId = 1): Promise<Order> => {
    const body = { price_id: priceId, payment_method: 'alipay' };
    const answer = await server.rest<Order>(path, { user, body });
    expect(answer.status).toBe(200);
    return answer.data;
  };
  const look = async (orderNo: string): Promise<Order> =>
    (await server.rest<Order>(`/credit/orders/${orderNo}`, { user })).data;
  const pay = async ({ order_no: orderNo }: Order): Promise<string> => {
    const kind = orderNo.startsWith('R') ? 'recharge' : 'membership';
    const body = { order_type: kind, order_no: orderNo };
    const answer = await server.rest<{ payment_status: string }>('/credit/payment/callback', { body });
    return answer.reason ?? answer.data.payment_status;
  };
  const buyMonth = async (): Promise<Order> => {
    const order = await place('/credit/membership');
    expect(await pay(order)).toBe('PAID');
    return look(order.order_no);
  };
  /** Starts a generation: what it cost, or why it was refused. */
  const start = async (id: string = randomUUID()): Promise<number | string> => {
    const answer = await server.rest<Generation>('/generations', {
      user,
      body: { id, kind: 'IMAGE', prompt: 'a sundial' },
    });
    return answer.reason ?? answer.data.receipt.credits;
  };
  const balance = async (): Promise<number> =>
    (await server.rest<{ credits: number }>('/credit/balance', { user })).data.credits;

  it('closes an order when its time is over and not before, and a step back does not open it again', async () => {
    const order = await place();
    const end = Date.parse(order.expires_at);
    await travelTo(end - 1);
    expect([await runJob('close-expired-orders'), (await look(order.order_no)).payment_status]).toEqual([
      0,
      'PENDING',
    ]);
    await travelTo(end - HOUR_MS);
    expect(await runJob('close-expired-orders')).toBe(0);
    await travelTo(end);
    expect(await runJob('close-expired-orders')).toBe(1);
    await travelTo(end - DAY_MS);
    expect([await pay(order), (await look(order.order_no)).payment_status]).toEqual([
      'ORDER_NOT_PAYABLE',
      'CLOSED',
    ]);

    // Time stands still until the clock has caught up: an order placed meanwhile lives as long as any other.
    const later = await place();
    expect([Date.parse(later.created_at), Date.parse(later.expires_at)]).toEqual([end, end + 30 * MINUTE_MS]);
    await travelTo(end + 20 * DAY_MS);
    expect(await pay(later)).toBe('PAID');
    expect(await runJob('close-expired-orders')).toBe(0);
    expect(await balance()).toBe(10);
    await expectLawful(database.db);
  });

  it('ends a membership at its end instant, and a step back does not bring it back', async () => {
    await server.recharge(user, 3);
    const first = await buyMonth();
    const end = Date.parse(first.end_date!);
    expect(end).toBe(now() + 30 * DAY_MS);
    await travelTo(end - 1);
    expect(await start()).toBe(0);
    await travelTo(end);
    expect(await start()).toBe(10);
    await travelTo(end - 7 * DAY_MS);
    expect(await start()).toBe(10);

    // Bought while the clock is behind: it begins where time stands, and the next one where it ends.
    const [second, third] = [await buyMonth(), await buyMonth()];
    expect(
      [second.start_date, second.end_date, third.start_date, third.end_date].map((date) => Date.parse(date!)),
    ).toEqual([end, end + 30 * DAY_MS, end + 30 * DAY_MS, end + 60 * DAY_MS]);
    await travelTo(end + 60 * DAY_MS - 1);
    expect(await start()).toBe(0);
    await travelTo(end + 60 * DAY_MS);
    expect(await start()).toBe(10);
    await expectLawful(database.db);
  });

  it('ends a lot at its end instant, before any job, and a step back does not make it spendable again', async () => {
    const expiresAt = new Date(now() + DAY_MS);
    const input = { userId: user.id, amount: 40, expiresAt, key: 'gift' };
    await grantCredits(server.services, { operator: 'a test', reason: 'to see it expire' }, input);
    const refundedLater = randomUUID();
    expect(await start(refundedLater)).toBe(10);
    await travelTo(expiresAt.getTime() - 1);
    expect([await start(), await balance()]).toEqual([10, 20]);
    await travelTo(expiresAt);
    expect([await start(), await balance()]).toEqual(['INSUFFICIENT_CREDITS', 0]);
    await travelTo(expiresAt.getTime() - DAY_MS);
    expect(await start()).toBe('INSUFFICIENT_CREDITS');
    expect([await runJob('expire-lots'), await runJob('expire-lots')]).toEqual([1, 0]);
    expect(await start()).toBe('INSUFFICIENT_CREDITS');

    // Our failure must not cost the creator: what comes back into an expired lot can be spent for seven days.
    await travelTo(expiresAt.getTime() + HOUR_MS);
    await server.rest(`/generations/${refundedLater}/cancel`, { user, method: 'POST' });
    const reopenedUntil = expiresAt.getTime() + HOUR_MS + 7 * DAY_MS;
    await travelTo(reopenedUntil - 1);
    expect(await balance()).toBe(10);
    await travelTo(reopenedUntil);
    expect([await start(), await balance()]).toEqual(['INSUFFICIENT_CREDITS', 0]);
    expect(await runJob('expire-lots')).toBe(1);
    await expectLawful(database.db);
  });

  it('ends a generation whose lease is over, with its refund, and nothing its late worker does changes that', async () => {
    await server.close();
    server = await startTestServer({ database, clock, provider, startJobs: false });
    await server.recharge(user, 2);
    const id = randomUUID();
    expect(await start(id)).toBe(10);
    const run = await provider.nextRun();
    const claimedAt = now();
    for (const instant of [claimedAt + 29_999, claimedAt - DAY_MS, claimedAt + 29_999]) {
      await travelTo(instant);
      expect(await runJob('recover-generations')).toBe(0);
    }
    await travelTo(claimedAt + 30_000);
    expect([await runJob('recover-generations'), await runJob('recover-generations')]).toEqual([1, 0]);
    await travelTo(claimedAt);
    await run.send(scriptedImage(0));
    run.finish();
    await server.close();
    server = await startTestServer({ database, clock, provider, startJobs: false, startWorker: false });
    const { data } = await server.rest<Generation>(`/generations/${id}`, { user });
    expect(data).toMatchObject({
      status: 'FAILED',
      outputs: [],
      receipt: { status: 'REFUNDED', credits: 10, refunded: 10 },
    });
    expect(await balance()).toBe(110);
    await expectLawful(database.db);
  });

  it('goes on where it was when the machine comes back with its clock a week behind', async () => {
    await server.recharge(user, 2);
    const { end_date: end } = await buyMonth();
    await travelTo(Date.parse(end!));
    expect(await start()).toBe(10);
    await runJob('mark-clock');
    await server.close();

    clock.set(new Date(Date.parse(end!) - 7 * DAY_MS));
    const opened = await openServerDatabase(database.url, { clock });
    try {
      server = await startTestServer({
        database: { ...database, db: opened.db },
        clock,
        provider,
        startJobs: false,
        startWorker: false,
      });
      expect(await start()).toBe(10);
      expect(await server.rest('/credit/balance', { user })).toMatchObject({
        data: { credits: 90, is_member: false },
      });
      await expectLawful(opened.db);
    } finally {
      await server.close();
      await opened.close();
    }
  });

  it('books on the day of the business time zone: at midnight, month ends, year ends and leap days', async () => {
    // Midnight in Shanghai is 16:00 UTC.
    const midnights: readonly (readonly [instant: string, before: string, after: string])[] = [
      ['2027-12-31T16:00:00.000Z', '2027-12-31', '2028-01-01'],
      ['2028-01-31T16:00:00.000Z', '2028-01-31', '2028-02-01'],
      ['2028-02-27T16:00:00.000Z', '2028-02-27', '2028-02-28'],
      ['2028-02-28T16:00:00.000Z', '2028-02-28', '2028-02-29'],
      ['2028-02-29T16:00:00.000Z', '2028-02-29', '2028-03-01'],
      ['2028-12-31T16:00:00.000Z', '2028-12-31', '2029-01-01'],
      ['2029-02-28T16:00:00.000Z', '2029-02-28', '2029-03-01'],
    ];
    const expected = new Map<string, number>();
    const recharge = async (date: string): Promise<void> => {
      const order = await place();
      expect(order.order_no.slice(1, 9)).toBe(date.replaceAll('-', ''));
      expect([await pay(order), await start()]).toEqual(['PAID', 10]);
      expected.set(date, (expected.get(date) ?? 0) + 10);
      const { data } = await server.rest<{ daily: { date: string; recharged: number; consumed: number }[] }>(
        '/credit/statistics',
        { user },
      );
      expect(data.daily).toHaveLength(30);
      expect(new Set(data.daily.map((day) => day.date)).size).toBe(30);
      const amount = expected.get(date);
      expect(data.daily.at(-1)).toMatchObject({ date, recharged: amount, consumed: amount });
    };
    for (const [instant, before, after] of midnights) {
      await travelTo(Date.parse(instant) - 1);
      await recharge(before);
      await travelTo(instant);
      await recharge(after);
    }
    const totals = await database.db.reader.all<{ business_date: string; amount: number }>(
      `SELECT business_date, amount FROM credit_daily_totals WHERE type = 'RECHARGE' ORDER BY business_date`,
    );
    expect(totals.map((row) => [row.business_date, row.amount])).toEqual([...expected].sort());
    await expectLawful(database.db);
  });

  it('counts a month of membership as 30 times 24 hours, also over a leap day', async () => {
    await travelTo('2028-02-28T15:59:59.999Z');
    const { start_date: startDate, end_date: endDate } = await buyMonth();
    expect([startDate, endDate]).toEqual(['2028-02-28T15:59:59.999Z', '2028-03-29T15:59:59.999Z']);
    await expectLawful(database.db);
  });
});
