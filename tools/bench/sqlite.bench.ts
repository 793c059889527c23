import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import {
  createBenchDeps,
  createRequestIds,
  emptyQueue,
  grantToAll,
  makeUserIds,
  spread,
  startOne,
} from './bench-app.ts';
import { alternate, callConcurrently, percentile, printRatio, printThroughput } from './measure.ts';
import { openSqliteBaseline } from './sqlite-baseline.ts';

const CALLERS = 256;
/** Of each contender in a round, so that their tables grow alike. */
const OPERATIONS = 2_560;
const IDLE_CALLS = 1_500;

/** Starting generations on SQLite, against one durable transaction per charge. */
export async function benchSqlite(rounds: number): Promise<void> {
  console.log(`\nSQLite, synchronous=FULL, ${CALLERS} concurrent callers, 10,000 users`);
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const userIds = makeUserIds(10_000);
  const db = await openDatabase({ url: `sqlite:${join(folder, 'studio.db')}`, root: folder });
  await migrateDatabase(db);
  await grantToAll(db, userIds);
  const deps = createBenchDeps(db, folder);
  const baseline = await openSqliteBaseline(join(folder, 'baseline.db'), userIds);
  const hot = userIds[0] as string;
  const ids = createRequestIds();
  const before = (): void => ids.makeReady(OPERATIONS);

  const results = await alternate(
    [
      {
        name: 'one durable transaction per charge',
        before,
        round: (n) =>
          callConcurrently(CALLERS, OPERATIONS, (i) =>
            baseline.charge(spread(userIds, n * OPERATIONS + i), ids.take()),
          ),
      },
      {
        name: 'start generation, spread over all users',
        before,
        round: (n) =>
          callConcurrently(CALLERS, OPERATIONS, (i) =>
            startOne(deps, spread(userIds, n * OPERATIONS + i), ids.take()),
          ),
        after: () => emptyQueue(db),
      },
      {
        name: 'start generation, all callers one user',
        before,
        round: () => callConcurrently(CALLERS, OPERATIONS, () => startOne(deps, hot, ids.take())),
        after: () => emptyQueue(db),
      },
    ],
    rounds,
  );
  results.forEach(printThroughput);
  const [base, spreadOut, oneUser] = results.map(({ median }) => median) as [number, number, number];
  printRatio('spread against one transaction per charge', spreadOut / base, { atLeast: 6 });
  printRatio('one user against spread', oneUser / spreadOut, { atLeast: 1.5 });

  // An idle server has emptied its log a second after the last write; both go on from there.
  await delay(2_000);
  await baseline.checkpoint();
  const idleBase: number[] = [];
  const idle: number[] = [];
  for (let i = 0; i < IDLE_CALLS; i += 1) {
    const userId = spread(userIds, i);
    for (const [list, call] of [
      [idleBase, () => baseline.charge(userId, ids.take())],
      [idle, () => startOne(deps, userId, ids.take())],
    ] as const) {
      const start = performance.now();
      await call();
      list.push(performance.now() - start);
    }
  }
  console.log(`\nOne idle caller, ${IDLE_CALLS} calls each, in turn`);
  for (const share of [0.5, 0.99]) {
    const [bare, own] = [percentile(idleBase, share), percentile(idle, share)];
    printRatio(
      `p${share * 100} against the bare transaction`,
      own / bare,
      { atMost: share === 0.5 ? 1.5 : 2.5 },
      `${own.toFixed(2)} ms against ${bare.toFixed(2)} ms`,
    );
  }
  await baseline.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
}
