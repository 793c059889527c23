import type { Clock } from '../platform/clock.ts';
import { ConfigError, PROJECT_ROOT } from '../platform/config.ts';
import { backUpDatabase } from './back-up-database.ts';
import { restoreClock } from './clock-mark.ts';
import type { Database } from './database.ts';
import { DatabaseRefusal } from './database-refusal.ts';
import { lockDatabaseFile, type DatabaseFileLock } from './lock-database-file.ts';
import {
  listAppliedMigrations,
  listPendingMigrations,
  listUnknownMigrations,
  migrateDatabase,
} from './migrate.ts';
import { openDatabase, sqliteFileOf } from './open-database.ts';

/** How to open it. */
export interface ServerDatabaseOptions {
  readonly clock?: Clock | undefined;
  /** Copies an embedded database before its schema changes, under the name of the version that changes it. */
  readonly backup?: { readonly version: string } | undefined;
}

/** A database that is up to date and ready to serve. */
export interface ServerDatabase {
  readonly db: Database;
  /** Closes it and lets the next server in. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the database that `url` names for one server: the embedded one is locked against a second server and migrated;
 * the hosted one must have been migrated already. Throws {@link ConfigError}, one sentence, when it cannot be used
 * ({@link DatabaseRefusal} where the embedded file itself is the reason).
 */
export async function openServerDatabase(
  url: string,
  options: ServerDatabaseOptions = {},
): Promise<ServerDatabase> {
  const file = sqliteFileOf(url, PROJECT_ROOT);
  const lock = file === null ? null : await lockDatabaseFile(file);
  let db: Database | undefined;
  try {
    db = await openDatabase({ url, root: PROJECT_ROOT, clock: options.clock });
    if (file === null) await requireUpToDate(db);
    else await bringUpToDate(db, file, options);
    await restoreClock(db);
  } catch (error) {
    await closeBoth(db, lock);
    throw error;
  }
  return { db, close: () => closeBoth(db, lock) };
}

async function bringUpToDate(db: Database, file: string, { backup }: ServerDatabaseOptions): Promise<void> {
  const [unknown] = await listUnknownMigrations(db);
  if (unknown !== undefined) {
    throw new DatabaseRefusal(
      'NEWER_DATABASE',
      `${file} was last used by a newer version of Creator Studio (it has had the migration ${unknown}): start that version, or give this one its own DATABASE_URL.`,
    );
  }
  const applied = await listAppliedMigrations(db);
  const pending = await listPendingMigrations(db);
  // A new database holds nothing that could be lost.
  if (backup && applied.length > 0 && pending.length > 0) {
    await backUpDatabase(file, { version: backup.version, date: db.now() });
  }
  await migrateDatabase(db);
}

async function requireUpToDate(db: Database): Promise<void> {
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
