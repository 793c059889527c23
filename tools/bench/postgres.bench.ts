import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import { startPostgresCluster } from '../../server/testing/postgres-cluster.ts';
import {
  createBenchDeps,
  createRequestIds,
  emptyQueue,
  grantToAll,
  makeUserIds,
  spread,
  startOne,
} from './bench-app.ts';
import { alternate, callConcurrently, printRatio, printThroughput } from './measure.ts';
import { createPostgresBaseline, openPostgresBaseline } from './postgres-baseline.ts';

const CALLERS = 256;
const OPERATIONS = 5_120;

/** Starting generations on PostgreSQL, against sixteen connections that charge one by one. */
export async function benchPostgres(rounds: number): Promise<void> {
  console.log(`\nPostgreSQL, ${CALLERS} concurrent callers, 10,000 users`);
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const cluster = await startPostgresCluster({ shared_buffers: '512MB', max_wal_size: '4GB' });
  const userIds = makeUserIds(10_000);
  const db = await openDatabase({ url: cluster.adminUrl, root: folder });
  await migrateDatabase(db);
  await grantToAll(db, userIds);
  await createPostgresBaseline(cluster.adminUrl, userIds);
  const deps = createBenchDeps(db, folder);
  const baseline = await openPostgresBaseline(cluster.adminUrl);
  const hot = userIds[0] as string;
  const ids = createRequestIds();
  const before = (): void => ids.makeReady(OPERATIONS);
  const userOf = (n: number, i: number): string => spread(userIds, n * OPERATIONS + i);

  // As autovacuum does within a minute: otherwise plans made for empty tables would be measured.
  await callConcurrently(CALLERS, OPERATIONS, (i) => startOne(deps, userOf(0, i)));
  await callConcurrently(CALLERS, OPERATIONS, (i) => baseline.chargeInStatement(userOf(0, i), ids.take()));
  await emptyQueue(db);
  await db.write((tx) => tx.run('ANALYZE'));

  const results = await alternate(
    [
      {
        name: '16 connections, an interactive transaction per charge',
        before,
        round: (n) =>
          callConcurrently(CALLERS, OPERATIONS / 2, (i) =>
            baseline.chargeInTransaction(userOf(n, i), ids.take()),
          ),
      },
      {
        name: '16 connections, one prepared statement per charge',
        before,
        round: (n) =>
          callConcurrently(CALLERS, OPERATIONS, (i) => baseline.chargeInStatement(userOf(n, i), ids.take())),
      },
      {
        name: 'start generation, spread over all users',
        before,
        round: (n) => callConcurrently(CALLERS, OPERATIONS, (i) => startOne(deps, userOf(n, i), ids.take())),
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
  const [transaction, statement, spreadOut, oneUser] = results.map(({ median }) => median) as [
    number,
    number,
    number,
    number,
  ];
  printRatio('spread against interactive transactions', spreadOut / transaction, { atLeast: 5 });
  printRatio('spread against one prepared statement', spreadOut / statement, { atLeast: 1.5 });
  printRatio('one user against spread', oneUser / spreadOut, { atLeast: 1.2 });
  await baseline.close();
  await db.close();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
