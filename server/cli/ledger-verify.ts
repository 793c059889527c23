import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../database/open-database.ts';
import { listPendingMigrations } from '../database/migrate.ts';
import { formatReport } from '../ledger-verify/format-report.ts';
import { verifyLedger } from '../ledger-verify/verify-ledger.ts';
import { PROJECT_ROOT, readConfig } from '../platform/config.ts';

// `npm run ledger:verify [-- --anchor FILE]`: checks every law over the whole database; exits 1 where one is broken.
const { values } = parseArgs({ options: { anchor: { type: 'string' } } });
const config = readConfig();
const db = await openDatabase({ url: config.databaseUrl, root: PROJECT_ROOT });
try {
  const pending = await listPendingMigrations(db);
  if (pending.length > 0) {
    console.error('The database lacks migrations: start the server or run npm run db:migrate first.');
    process.exitCode = 1;
  } else {
    const report = await verifyLedger(db, {
      businessTimeZone: config.businessTimeZone,
      anchorFile: values.anchor === undefined ? undefined : resolve(values.anchor),
    });
    console.log(formatReport(report));
    process.exitCode = report.ok ? 0 : 1;
  }
} finally {
  await db.close();
}
