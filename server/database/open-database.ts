import { isAbsolute, join } from 'node:path';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Database } from './database.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

/** Where and how to open. */
export interface OpenDatabaseOptions {
  /** `sqlite:<path>` or `postgres://…`. */
  readonly url: string;
  /** Where a relative SQLite path starts. */
  readonly root: string;
  /** Replaces the clock on both databases; for tests. */
  readonly clock?: Clock | undefined;
  readonly poolSize?: number;
}

/** The file of a `sqlite:` URL as an absolute path; null for another database. */
export function sqliteFileOf(url: string, root: string): string | null {
  if (!url.startsWith('sqlite:')) return null;
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  return isAbsolute(path) ? path : join(root, path);
}

/** Opens the database that `url` names; it is not migrated. Throws when it cannot be reached. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const file = sqliteFileOf(options.url, options.root);
  if (file !== null) return openSqliteDatabase(file, options.clock ?? systemClock);
  return openPostgresDatabase(options.url, {
    clock: options.clock,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
}
