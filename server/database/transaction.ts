import type { Transaction } from 'sequelize';
import type { Reader, RowSet, SqlParams } from './sql.ts';

/**
 * An open write transaction; the first argument of every step. Statements given without awaiting each other
 * may run in any order, so only independent ones may be given together.
 */
export interface Tx extends Reader {
  /** The instant of this transaction: never earlier than any transaction's before it. */
  readonly now: Date;
  /** Number of rows changed. */
  run(sql: string, params?: SqlParams): Promise<number>;
  /** Inserts any number of rows in a constant number of statements; the number of rows inserted or updated. */
  insertMany(set: RowSet): Promise<number>;
  /**
   * Leaves it to the transaction to wait for `statements`, which have been given and whose answers nobody needs: it
   * is rolled back, and {@link Write} throws, when one of them fails. On PostgreSQL COMMIT is sent right behind them.
   */
  leave(statements: Promise<unknown>): void;
  /** For a Sequelize model's call: `Model.create(values, { transaction: tx.transaction })`. */
  readonly transaction: Transaction;
}

/** What {@link Database.write} may be told. */
export interface WriteOptions {
  /**
   * Doing the work twice has one effect (it is keyed or conditional), so that it may be run again even when
   * the connection was cut while COMMIT was under way. Without it such a cut is reported to the caller.
   */
  readonly repeatable?: boolean;
  /**
   * The statements are short and many, and no model takes part: on SQLite they run on the calling thread, because
   * handing one to another thread costs more than running it. COMMIT, which waits for the disk, never does.
   */
  readonly inline?: boolean;
  /**
   * Gives the first statements, which only read or lock, before it is known when the transaction is: on PostgreSQL
   * they are on their way together with BEGIN, once for every attempt. Its `now` will not be before `earliestMs`. On
   * SQLite, where nothing is gained, it is not called.
   */
  readonly ahead?: (reader: Reader, earliestMs: number) => void;
}

/** Runs `work` in one durable write transaction: committed when it returns, rolled back when it throws. */
export type Write = <T>(work: (tx: Tx) => Promise<T>, options?: WriteOptions) => Promise<T>;
