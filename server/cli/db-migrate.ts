import { migrateDatabase } from '../database/migrate.ts';
import { defineCommand, runCommand } from './run-command.ts';

/** Brings the database up to date. */
export const dbMigrate = defineCommand({
  name: 'db:migrate',
  help: `
Usage: npm run db:migrate

Brings the database of DATABASE_URL up to date, creating it when it is an embedded one. All or nothing; running it
again, or from several places at once, does no harm. Prints the migrations applied now.

Exit codes: 0 done, 1 failed, 2 wrong arguments or settings.`,
  options: {},
  maxPositionals: 0,
  isMigration: true,
  run: async ({ db }) => ({ database: db.dialect, applied: await migrateDatabase(db) }),
});

if (import.meta.main) process.exitCode = await runCommand(dbMigrate);
