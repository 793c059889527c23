import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { startTestServer } from '../testing/test-server.ts';
import { createJobs } from './create-jobs.ts';

it.each(['sqlite', 'postgres'] as const)(
  'the jobs of two servers on one database do what is due, once (%s)',
  async (dialect) => {
    const clock = createTestClock();
    const database = await createTestDatabase(dialect, clock);
    onTestFinished(() => database.destroy());
    const server = await startTestServer({ database, clock, startJobs: false, startWorker: false });
    onTestFinished(() => server.close());
    const { services } = server;
    const jobs = [createJobs(services), createJobs({ ...services, db: await database.reopen() })];
    onTestFinished(async () => {
      for (const one of jobs) await one.stop();
    });
    const user = await server.register();
    const order = await server.rest<{ order_no: string }>('/credit/recharge', {
      user,
      body: { price_id: 1, payment_method: 'alipay' },
    });
    await services.db.write((tx) =>
      tx.run(
        `INSERT INTO sessions (id, user_id, token_sha256, transport, created_at, last_seen_at, expires_at)
         VALUES ($id, $userId, 'old', 'COOKIE', 0, 0, 1)`,
        { id: randomUUID(), userId: user.id },
      ),
    );
    const runEverywhere = (name: Parameters<(typeof jobs)[number]['runOnce']>[0]): Promise<number[]> =>
      Promise.all(jobs.map((one) => one.runOnce(name)));
    const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);

    expect(sum(await runEverywhere('close-expired-orders'))).toBe(0);
    clock.advance(31 * 60_000);
    expect(sum(await runEverywhere('close-expired-orders'))).toBe(1);
    const shown = await server.rest(`/credit/orders/${order.data.order_no}`, { user });
    expect(shown.data).toMatchObject({ payment_status: 'CLOSED' });

    expect(sum(await runEverywhere('delete-expired-sessions'))).toBe(1);
    expect(sum(await runEverywhere('expire-lots'))).toBe(0);
    expect(sum(await runEverywhere('recover-generations'))).toBe(0);
    expect(sum(await runEverywhere('sweep-output-files'))).toBe(0);
    expect(sum(await runEverywhere('sweep-deleted-accounts'))).toBe(0);

    await runEverywhere('mark-clock');
    const [mark] = await services.db.reader.all<{ latest_at: number }>(`SELECT latest_at FROM clock_marks`);
    expect(mark?.latest_at).toBe(clock.nowMs());
  },
);
