import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listTransactions } from '../../server/credits/list-transactions.ts';
import type { Database } from '../../server/database/database.ts';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import type { GenerationDeps } from '../../server/generation/generation-runtime.ts';
import { getCreditStatistics } from '../../server/statistics/get-credit-statistics.ts';
import { makeLedger } from '../../server/testing/make-ledger.ts';
import { createBenchDeps, makeUserIds, startOne } from './bench-app.ts';
import { median, printRatio } from './measure.ts';

const SMALL = 1_000;
const LARGE = 1_000_000;
const CALLS = 300;
/** Both ledgers are the work of as many days: what is measured is rows. */
const DAYS = 90;

/** A database in which one user has a ledger of so many rows. */
interface Grown {
  readonly db: Database;
  readonly deps: GenerationDeps;
  readonly userId: string;
  readonly rows: number;
}

/** What a call costs a user with a thousand ledger rows and one with a million. */
export async function benchGrowth(): Promise<void> {
  console.log(
    `\nSQLite, one user with ${SMALL.toLocaleString('en')} and with ${LARGE.toLocaleString('en')} ledger rows of ${DAYS} days, median of ${CALLS} calls in turn`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const small = await grow(join(folder, 'small.db'), SMALL);
  const large = await grow(join(folder, 'large.db'), LARGE);
  const actorOf = ({ userId }: Grown) => ({ userId, sessionId: null });
  const calls: [string, number, (grown: Grown) => Promise<unknown>][] = [
    ['start a generation', 1.2, ({ deps, userId }) => startOne(deps, userId)],
    ['newest page', 1.3, (grown) => listTransactions(grown.deps, actorOf(grown), { limit: 20 })],
    [
      'a page in the middle, by cursor',
      1.3,
      (grown) => listTransactions(grown.deps, actorOf(grown), { limit: 20, cursor: String(grown.rows / 2) }),
    ],
    ['statistics', 1.5, (grown) => getCreditStatistics(grown.deps, actorOf(grown))],
  ];
  for (const [name, bound, call] of calls) {
    const times = new Map([small, large].map((grown) => [grown, [] as number[]]));
    for (let i = -20; i < CALLS; i += 1) {
      for (const [grown, list] of times) {
        const start = performance.now();
        await call(grown);
        if (i >= 0) list.push(performance.now() - start);
      }
    }
    const [before, after] = [...times.values()].map(median) as [number, number];
    printRatio(
      name,
      after / before,
      { atMost: bound },
      `${after.toFixed(2)} ms against ${before.toFixed(2)} ms`,
    );
  }
  await small.db.close();
  await large.db.close();
  rmSync(folder, { recursive: true, force: true });
}

async function grow(file: string, rows: number): Promise<Grown> {
  const db = await openDatabase({ url: `sqlite:${file}`, root: '/' });
  await migrateDatabase(db);
  const userIds = makeUserIds(1);
  await makeLedger(db, {
    userIds,
    rowsPerUser: rows,
    businessTimeZone: 'Asia/Shanghai',
    days: DAYS,
    spareCredits: 1_000_000,
  });
  return { db, deps: createBenchDeps(db, '/tmp'), userId: userIds[0] as string, rows };
}
