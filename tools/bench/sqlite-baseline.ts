import { SqliteConnection } from '../../server/database/sqlite-connection.ts';

/** Charges one by one, each in a durable transaction of its own: what a careful server does without sharing commits. */
export interface ChargeBaseline {
  charge(userId: string, id: string): Promise<void>;
  /** Empties the log, as the product does once it has been idle for a second. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

/**
 * UPDATE account, INSERT row, INSERT job on prepared statements over one persistent connection of the same driver
 * with the product's own settings; no lots, no hash, no idempotency key.
 */
export async function openSqliteBaseline(file: string, userIds: readonly string[]): Promise<ChargeBaseline> {
  const connection = await SqliteConnection.open(file, [
    'PRAGMA journal_mode = WAL',
    'PRAGMA synchronous = FULL',
    'PRAGMA wal_autocheckpoint = 32000',
    'PRAGMA cache_size = -65536',
    'PRAGMA temp_store = MEMORY',
  ]);
  await connection.exec(`
    CREATE TABLE accounts (user_id TEXT NOT NULL PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0)) STRICT, WITHOUT ROWID;
    CREATE TABLE entries (id INTEGER PRIMARY KEY, user_id TEXT NOT NULL, amount INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT;
    CREATE INDEX entries_user ON entries (user_id, id);
    CREATE TABLE jobs (id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, prompt TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
  `);
  await connection.run('BEGIN');
  await connection.insertMany({
    table: 'accounts',
    columns: { user_id: 'uuid', balance: 'bigint' },
    rows: userIds.map((userId) => ({ user_id: userId, balance: 1_000_000_000 })),
  });
  await connection.run('COMMIT');

  let tail: Promise<unknown> = Promise.resolve();
  const transact = async (userId: string, id: string): Promise<void> => {
    const now = Date.now();
    await connection.run('BEGIN IMMEDIATE');
    await connection.run(
      'UPDATE accounts SET balance = balance - 10 WHERE user_id = $userId AND balance >= 10',
      { userId },
    );
    await connection.run('INSERT INTO entries (user_id, amount, created_at) VALUES ($userId, -10, $now)', {
      userId,
      now,
    });
    await connection.run(
      `INSERT INTO jobs (id, user_id, prompt, status, created_at) VALUES ($id, $userId, $prompt, 'QUEUED', $now)`,
      {
        id,
        userId,
        prompt: 'a lighthouse above the sea at night',
        now,
      },
    );
    await connection.run('COMMIT');
  };
  return {
    charge: (userId, id) => {
      const done = tail.then(() => transact(userId, id));
      tail = done;
      return done;
    },
    checkpoint: () => connection.exec('PRAGMA wal_checkpoint(PASSIVE)'),
    close: () => connection.close(),
  };
}
