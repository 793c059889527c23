import type { Clock } from '../platform/clock.ts';
import { ConfigError, PROJECT_ROOT } from '../platform/config.ts';
import { restoreClock } from './clock-mark.ts';
import type { Database } from './database.ts';
import { lockDatabaseFile, type DatabaseFileLock } from './lock-database-file.ts';
import { listPendingMigrations, migrateDatabase } from './migrate.ts';
import { openDatabase, sqliteFileOf } from './open-database.ts';

/** A database that is up to date and ready to serve. */
export interface ServerDatabase {
  readonly db: Database;
  /** Closes it and lets the next server in. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the database that `url` names for one server: the embedded one is locked against a second server and migrated;
 * the hosted one must have been migrated already. Throws {@link ConfigError}, one sentence, when it cannot be used.
 */
export async function openServerDatabase(url: string, clock: Clock | undefined): Promise<ServerDatabase> {
  const file = sqliteFileOf(url, PROJECT_ROOT);
  const lock = file === null ? null : await lockDatabaseFile(file);
  let db: Database | undefined;
  try {
    db = await openDatabase({ url, root: PROJECT_ROOT, clock });
    await bringUpToDate(db);
    await restoreClock(db);
  } catch (error) {
    await closeBoth(db, lock);
    throw error;
  }
  return { db, close: () => closeBoth(db, lock) };
}

async function bringUpToDate(db: Database): Promise<void> {
  if (db.dialect === 'sqlite') {
    await migrateDatabase(db);
    return;
  }
  const pending = await listPendingMigrations(db);
  if (pending.length === 0) return;
  throw new ConfigError(
    `The database lacks ${pending.length} migration(s), starting with ${pending[0] ?? ''}: run "npm run db:migrate" once, then start the server again.`,
  );
}

async function closeBoth(db: Database | undefined, lock: DatabaseFileLock | null): Promise<void> {
  try {
    await db?.close();
  } finally {
    await lock?.release();
  }
}
