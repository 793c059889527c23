import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Sequelize, Transaction } from 'sequelize';
import sqlite3 from 'sqlite3';
import { MonotonicClock, type Clock } from '../platform/clock.ts';
import { createModelRegistry, type Database } from './database.ts';
import { guardTx } from './guard-tx.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { Tx } from './transaction.ts';

/** The first release with the fix for WAL resets during a checkpoint; older ones can lose a commit. */
const MINIMUM_SQLITE = [3, 51, 3] as const;

/** How long a write waits for another process that holds the file's lock. */
const BUSY_TIMEOUT_MS = 5_000;

/** Checkpoint this long after the last write, so that the log does not have to grow until the next busy hour. */
const IDLE_CHECKPOINT_MS = 1_000;

const COMMON_PRAGMAS = [
  `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`,
  'PRAGMA foreign_keys = ON',
  'PRAGMA temp_store = MEMORY',
];

const WRITER_PRAGMAS = [
  ...COMMON_PRAGMAS,
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  // Larger than the default: the cost of a batch is its dirty pages, and a checkpoint writes each only once.
  'PRAGMA wal_autocheckpoint = 32000',
  'PRAGMA cache_size = -65536',
];

/**
 * Opens the embedded database. All writes go through one queue over one connection, because Sequelize opens a
 * connection per transaction and parallel writers of one SQLite file starve each other.
 */
export async function openSqliteDatabase(file: string, source: Clock): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // The folder may have been there before and be open to others; SQLite gives the files beside this one the same mode.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const clock = new MonotonicClock(source);
  const writer = await SqliteConnection.open(file, WRITER_PRAGMAS);
  await assertVersion(writer);

  const sequelize = new Sequelize({
    dialect: 'sqlite',
    dialectModule: sqlite3,
    storage: file,
    logging: false,
    // A statement repeated inside a transaction cannot help; the whole transaction is repeated where that is right.
    retry: { max: 1 },
    define: { underscored: true, timestamps: false },
  });
  const reader = SqliteConnection.wrap(await sequelize.connectionManager.getConnection({ type: 'read' }));
  // A model's write that forgot its transaction lands on this connection, and must fail rather than bypass the queue.
  for (const pragma of [...COMMON_PRAGMAS, 'PRAGMA query_only = ON']) await reader.exec(pragma);

  let tail: Promise<unknown> = Promise.resolve();
  let idleTimer: NodeJS.Timeout | undefined;
  let closing: Promise<void> | undefined;
  /** Whether the last write has waited in vain for another process's lock. */
  let isContended = false;

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const begin = async (enqueuedAtMs: number): Promise<void> => {
    if (isContended) {
      // Time in the queue counts: a queue whose writes waited one after the other would answer nobody.
      const leftMs = BUSY_TIMEOUT_MS - Math.ceil(performance.now() - enqueuedAtMs);
      await writer.exec(`PRAGMA busy_timeout = ${Math.max(0, leftMs)}`);
    }
    try {
      await writer.run('BEGIN IMMEDIATE');
    } catch (error) {
      isContended = true;
      throw error;
    }
    if (!isContended) return;
    isContended = false;
    await writer.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  };

  const runTransaction = async <T>(
    work: (tx: Tx) => Promise<T>,
    isInline: boolean,
    enqueuedAtMs: number,
  ): Promise<T> => {
    clearTimeout(idleTimer);
    await begin(enqueuedAtMs);
    // The driver runs nothing on this thread from within the callback that reported BEGIN.
    if (isInline) await nextTurn();
    const now = new Date(clock.nowMs());
    const { tx, close, finishLeft } = guardTx(
      isInline ? createInlineTx(writer, now) : createTx(writer, sequelize, now),
    );
    try {
      const result = await work(tx);
      await finishLeft();
      await close();
      await writer.run('COMMIT');
      return result;
    } catch (error) {
      await close();
      // SQLite may have rolled back by itself (a full disk); then there is nothing left to roll back.
      await writer.run('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      idleTimer = setTimeout(
        () => void enqueue(() => writer.exec('PRAGMA wal_checkpoint(PASSIVE)')).catch(() => undefined),
        IDLE_CHECKPOINT_MS,
      ).unref();
    }
  };

  return {
    dialect: 'sqlite',
    reader: { dialect: 'sqlite', all: (sql, params) => reader.all(sql, params) },
    sequelize,
    model: createModelRegistry(sequelize),
    write: (work, { inline = false } = {}) => {
      if (closing) return Promise.reject(new Error('the database is closed'));
      const enqueuedAtMs = performance.now();
      return enqueue(() => runTransaction(work, inline, enqueuedAtMs));
    },
    now: () => new Date(clock.nowMs()),
    // Asked of the write connection, for which only the commits of others count (sqlite.org, "PRAGMA data_version"),
    // and in its turn, because inline transactions need the connection for themselves.
    otherWrites: () =>
      enqueue(async () => {
        const [row] = await writer.all<{ data_version: number }>('PRAGMA data_version');
        return row?.data_version ?? 0;
      }),
    raiseClock: (instantMs) => void clock.raise(instantMs),
    close: () =>
      (closing ??= (async () => {
        await tail;
        clearTimeout(idleTimer);
        await writer.exec('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
        await reader.finalize();
        await sequelize.close();
        await writer.close();
      })()),
  };
}

function createTx(writer: SqliteConnection, sequelize: Sequelize, now: Date): Omit<Tx, 'leave'> {
  let transaction: Transaction | undefined;
  return {
    dialect: 'sqlite',
    now,
    all: (sql, params) => writer.all(sql, params),
    run: (sql, params) => writer.run(sql, params),
    insertMany: (set) => writer.insertMany(set),
    get transaction() {
      return (transaction ??= adoptTransaction(sequelize, writer.native));
    },
  };
}

function createInlineTx(writer: SqliteConnection, now: Date): Omit<Tx, 'leave'> {
  return {
    dialect: 'sqlite',
    now,
    all: (sql, params) => answer(() => writer.allInline(sql, params)),
    run: (sql, params) => answer(() => writer.runInline(sql, params)),
    insertMany: (set) => answer(() => writer.insertManyInline(set)),
    get transaction(): Transaction {
      throw new Error('models take no part in an inline transaction');
    },
  };
}

/** What a call on this thread gave or threw, as a promise. */
function answer<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => resolve(call()));
}

/** A Sequelize transaction over a connection that is already in one, so that models take part in it. */
export function adoptTransaction(sequelize: Sequelize, connection: object): Transaction {
  const transaction = new (
    Transaction as unknown as new (sequelize: Sequelize, options: object) => Transaction
  )(sequelize, {});
  return Object.assign(transaction, { connection });
}

async function assertVersion(connection: SqliteConnection): Promise<void> {
  const [row] = await connection.all<{ version: string }>('SELECT sqlite_version() AS version');
  const parts = (row?.version ?? '0').split('.').map(Number);
  for (const [i, minimum] of MINIMUM_SQLITE.entries()) {
    const part = parts[i] ?? 0;
    if (part > minimum) return;
    if (part < minimum)
      throw new Error(`SQLite ${row?.version} is too old: at least ${MINIMUM_SQLITE.join('.')} is needed.`);
  }
}
