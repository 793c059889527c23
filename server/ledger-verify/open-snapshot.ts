import type { Database } from '../database/database.ts';
import { postgresAll, type PostgresClient } from '../database/postgres-connection.ts';
import type { Reader, SqlParams } from '../database/sql.ts';
import { SqliteConnection } from '../database/sqlite-connection.ts';

/** One consistent view of a whole database, which may be written to meanwhile. */
export interface Snapshot {
  readonly reader: Reader;
  close(): Promise<void>;
}

/** Opens a read transaction on a connection of its own; nothing waits for it and it waits for nobody. */
export async function openSnapshot(db: Database): Promise<Snapshot> {
  return db.dialect === 'sqlite' ? openSqliteSnapshot(db) : openPostgresSnapshot(db);
}

async function openSqliteSnapshot(db: Database): Promise<Snapshot> {
  const [file] = await db.reader.all<{ file: string }>(
    `SELECT file FROM pragma_database_list WHERE name = 'main'`,
  );
  if (!file) throw new Error('the database has no file');
  const connection = await SqliteConnection.open(file.file, [
    'PRAGMA query_only = ON',
    'PRAGMA busy_timeout = 5000',
    'PRAGMA cache_size = -32768',
    // The view is taken by the first read and not by BEGIN.
    'BEGIN; SELECT COUNT(*) FROM sqlite_schema',
  ]);
  return {
    reader: { dialect: 'sqlite', all: (sql, params) => connection.all(sql, params) },
    close: async () => {
      await connection.exec('COMMIT').catch(() => undefined);
      await connection.close();
    },
  };
}

async function openPostgresSnapshot(db: Database): Promise<Snapshot> {
  const pool = db.sequelize.connectionManager as unknown as {
    getConnection(options: { type: string }): Promise<PostgresClient>;
    releaseConnection(client: PostgresClient): void;
  };
  const client = await pool.getConnection({ type: 'SELECT' });
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // A connection carries one statement at a time; pg asks its callers to see to that themselves.
  let tail: Promise<unknown> = Promise.resolve();
  const all = <Row>(sql: string, params?: SqlParams): Promise<Row[]> => {
    const rows = tail.then(() => postgresAll<Row>(client, sql, params));
    tail = rows.catch(() => undefined);
    return rows;
  };
  return {
    reader: { dialect: 'postgres', all },
    close: async () => {
      await client.query('COMMIT').catch(() => undefined);
      pool.releaseConnection(client);
    },
  };
}
