import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseRefusal } from './database-refusal.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** Holds a database file for one server. */
export interface DatabaseFileLock {
  /** Lets the next server in. Idempotent. */
  release(): Promise<void>;
}

/**
 * Makes this process the only server on the SQLite database `file`; commands that write beside a live server are not
 * affected. Throws {@link DatabaseRefusal} when another server holds it.
 * The lock is SQLite's own exclusive lock on an empty database beside the file (its manual, "PRAGMA locking_mode"), so
 * the operating system lets go of it when the process dies, however it dies.
 */
export async function lockDatabaseFile(file: string): Promise<DatabaseFileLock> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = await SqliteConnection.open(`${file}.server-lock`, []);
  try {
    await connection.exec(
      'PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;',
    );
    await connection.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT;');
  } catch (error) {
    await connection.close().catch(() => undefined);
    if (!isBusy(error)) throw error;
    throw new DatabaseRefusal(
      'IN_USE',
      `Another Creator Studio server is already using ${file}: stop it first, or give this one its own DATABASE_URL.`,
    );
  }
  let releasing: Promise<void> | undefined;
  return { release: () => (releasing ??= connection.close()) };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /SQLITE_(BUSY|LOCKED)/.test(error.message);
}
