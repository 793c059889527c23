import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { Database } from '../database/database.ts';
import { migrateDatabase } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import type { Dialect } from '../database/sql.ts';
import type { Clock } from '../platform/clock.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Administrator's URL of the PostgreSQL cluster of this run. */
    postgresUrl: string;
  }
}

/** A fresh, migrated database and how to reach it again. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** A folder of its own for files; removed with the database. */
  readonly dataDir: string;
  /** Opens the same database once more, as another process would. */
  reopen(): Promise<Database>;
  destroy(): Promise<void>;
}

/** Creates an empty database of `dialect`, applies the real migrations and opens it. */
export async function createTestDatabase(dialect: Dialect, clock?: Clock): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'studio-test-'));
  const { url, drop } =
    dialect === 'sqlite'
      ? { url: `sqlite:${join(dataDir, 'studio.db')}`, drop: () => Promise.resolve() }
      : await createPostgres();
  const opened: Database[] = [];
  const reopen = async (): Promise<Database> => {
    const db = await openDatabase({ url, root: dataDir, clock });
    opened.push(db);
    return db;
  };
  const db = await reopen();
  await migrateDatabase(db);
  return {
    db,
    url,
    dataDir,
    reopen,
    destroy: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function createPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const adminUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runAsAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runAsAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * Declares the same tests on SQLite and on PostgreSQL. `body` gets a function that returns the database, which
 * exists from the first hook on; every describe block has one of its own.
 */
export function forEachDialect(
  title: string,
  body: (database: () => TestDatabase, dialect: Dialect) => void,
  clock?: Clock,
): void {
  describe.each(['sqlite', 'postgres'] as const)(`${title} (%s)`, (dialect) => {
    let database: TestDatabase | undefined;
    beforeAll(async () => {
      database = await createTestDatabase(dialect, clock);
    });
    afterAll(() => database?.destroy());
    body(() => {
      if (!database) throw new Error('the database exists only inside hooks and tests');
      return database;
    }, dialect);
  });
}
