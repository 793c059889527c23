import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerationProvider } from '../generation/generation-provider.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { expectLawful } from '../testing/expect-lawful.ts';
import { createTestDatabase, type TestDatabase } from '../testing/for-each-dialect.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { runRandomMix } from '../testing/random-mix.ts';
import { createSeededRandom } from '../testing/seeded-random.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { startTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

/** Refusals that a caller may earn in the mix; anything else is a fault. */
const EARNED = new Set([
  'done',
  'NOT_FOUND',
  'INSUFFICIENT_CREDITS',
  'TOO_MANY_GENERATIONS',
  'TOO_MANY_PENDING_ORDERS',
  'ORDER_NOT_PAYABLE',
  'ORDER_NOT_CANCELLABLE',
  'GENERATION_NOT_ENDED',
  'IDEMPOTENCY_MISMATCH',
]);

/** One that waits for nothing any more once `over` is aborted: a run that lost its lease need not be waited for. */
function createEndingProvider(over: AbortSignal): GenerationProvider {
  const provider = createInstantProvider();
  return {
    ...provider,
    generate: (request, signal) => provider.generate(request, AbortSignal.any([signal, over])),
  };
}

/** A gift is refused, too, when the clock has run past its end before it was given. */
function isEarned(answer: string): boolean {
  return answer === 'grant VALIDATION_FAILED' || EARNED.has(answer.split(' ').at(-1)!);
}

describe.each([
  ['one server on SQLite', 'sqlite', 1],
  ['two servers on one PostgreSQL', 'postgres', 2],
] as const)('a random mix of commands by many callers: %s', (title, dialect, count) => {
  const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
  const clock = createTestClock();
  const over = new AbortController();
  let database: TestDatabase;
  let servers: TestServer[];
  let users: TestUser[];

  beforeAll(async () => {
    console.log(`a random mix on ${title} with FAULT_SEED=${seed}`);
    database = await createTestDatabase(dialect, clock);
    servers = [];
    for (let i = 0; i < count; i += 1) {
      const db = i === 0 ? database.db : await database.reopen();
      const provider = createEndingProvider(over.signal);
      servers.push(
        await startTestServer({ database: { ...database, db }, clock, provider, startJobs: false }),
      );
    }
    users = await Promise.all(Array.from({ length: 4 }, () => servers[0]!.register()));
  });
  afterAll(async () => {
    over.abort(new Error('the test is over'));
    await Promise.all(servers.map((server) => server.close()));
    await database.destroy();
  });

  const countLive = async (): Promise<number> => {
    const [row] = await database.db.reader.all<{ count: number }>(
      `SELECT COUNT(*) AS count FROM generations WHERE status IN ('QUEUED', 'RUNNING')`,
    );
    return row!.count;
  };

  /** Cancels what waits or runs until everything has ended; what its worker has lost ends with its lease. */
  const endEverything = async (): Promise<void> => {
    while ((await countLive()) > 0) {
      const live = await database.db.reader.all<{ user_id: string; id: string }>(
        `SELECT user_id, id FROM generations WHERE status IN ('QUEUED', 'RUNNING')`,
      );
      for (const { user_id: userId, id } of live) {
        const user = users.find((one) => one.id === userId)!;
        for (const server of servers)
          await server.rest(`/generations/${id}/cancel`, { user, method: 'POST' });
      }
      clock.advance(31_000);
      await createJobs(servers[0]!.services).runOnce('recover-generations');
      await delay(50);
    }
  };

  it('breaks no law, fails no caller, and leaves nothing undone', async () => {
    const random = createSeededRandom(seed);
    const answers = await runRandomMix({ servers, users, callers: 24, stepsPerCaller: 120, clock, random });
    const unearned = [...answers].filter(([answer]) => !isEarned(answer));
    expect(unearned).toEqual([]);
    // The mix must not pass because nothing got through.
    const operations = [
      'place recharge',
      'callback',
      'start',
      'cancel generation',
      'grant',
      'place membership',
    ];
    for (const operation of operations) expect(answers.get(`${operation} done`) ?? 0).toBeGreaterThan(3);
    // The clock has run ahead, and nobody sweeps leases meanwhile.
    await expectLawful(database.db, { leaseGraceMs: 86_400_000 });
    await endEverything();
    for (const name of ['expire-lots', 'close-expired-orders'] as const) {
      await createJobs(servers[0]!.services).runOnce(name);
    }
    await expectLawful(database.db);
  });
});
