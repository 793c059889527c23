import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Sequelize, type Transaction } from 'sequelize';
import { MonotonicClock, steadyClock, type Clock } from '../platform/clock.ts';
import { classifyDatabaseError } from './database-errors.ts';
import { guardTx } from './guard-tx.ts';
import { createModelRegistry, type Database } from './database.ts';
import { postgresAll, postgresInsertMany, postgresRun, type PostgresClient } from './postgres-connection.ts';
import { adoptTransaction } from './sqlite-database.ts';
import type { Reader } from './sql.ts';
import type { Tx, WriteOptions } from './transaction.ts';

/** Whole-transaction attempts after a conflict or a lost connection. */
const MAX_ATTEMPTS = 5;

/** How PostgreSQL is spoken to. */
export interface PostgresOptions {
  /** Connections this process holds at most. */
  readonly poolSize?: number;
  /** Decides what time it is instead of the database's own clock; for tests. */
  readonly clock?: Clock | undefined;
}

/** Sent together with {@link ASK_TIME}, which has been prepared: a statement for every batch is worth not being read anew. */
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';
const ASK_TIME = 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms';

interface TimeRow {
  readonly now_ms: number;
}

class CommitUnknownError extends Error {}

/** What is worth waking the server for while more is on its way, in bytes. */
const LARGE_PIECE_BYTES = 16_384;

/** Sends a statement without waiting for the answer to the one before, so that neither side waits for the other's way. */
class PipelinedClient extends pg.Client {
  #isCorked = false;

  constructor(config: pg.ClientConfig) {
    super({ ...config, pipeline: true });
  }

  override query(...args: unknown[]): never {
    this.#cork();
    const answer = (super.query as (...all: unknown[]) => never)(...args);
    // The server works on many rows while the next are put down.
    if (this.connection.stream.writableLength >= LARGE_PIECE_BYTES) this.#uncork();
    return answer;
  }

  /** What is sent before this thread takes its next turn leaves in one piece: each piece wakes the server. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.connection.stream.cork();
    process.nextTick(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.connection.stream.uncork();
  }
}

/** Opens the hosted database. The database's clock decides what time it is, unless a test brings its own. */
export async function openPostgresDatabase(url: string, options: PostgresOptions = {}): Promise<Database> {
  // Between two transactions only the time that has passed since the last is this machine's to say.
  const clock = new MonotonicClock(options.clock ?? steadyClock);
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: { types: pg.types, defaults: pg.defaults, Client: PipelinedClient },
    logging: false,
    pool: { max: options.poolSize ?? 10, min: 0, idle: 30_000, acquire: 10_000 },
    retry: { max: 1 },
    define: { underscored: true, timestamps: false },
    dialectOptions: {
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: 'creator-studio',
      statement_timeout: 60_000,
      // Pages are found at random about as fast as in order on the disks of today, and no statement here is worth
      // compiling: with the defaults a batch reads whole tables, or waits for a compiler.
      options: '-c random_page_cost=1.1 -c jit=off',
      // A machine that has vanished in the middle of a transaction must not keep its row locks until TCP notices.
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  const connections = sequelize.connectionManager as unknown as {
    getConnection(options: { type: string }): Promise<PostgresClient>;
    releaseConnection(client: PostgresClient): void;
    pool: { destroy(client: PostgresClient): Promise<void> };
  };

  /** Lends a pooled connection; one that broke is thrown away and not lent again. */
  const withClient = async <T>(work: (client: PostgresClient) => Promise<T>): Promise<T> => {
    const client = await connections.getConnection({ type: 'SELECT' });
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      broken = error instanceof CommitUnknownError || classifyDatabaseError(error) === 'connection-lost';
      throw error;
    } finally {
      if (broken) await connections.pool.destroy(client).catch(() => undefined);
      else connections.releaseConnection(client);
    }
  };

  const followTime = ([row]: readonly TimeRow[]): number => {
    if (!row) throw new Error('the database did not say what time it is');
    return options.clock ? clock.nowMs() : clock.follow(row.now_ms);
  };

  /** Begins a transaction, with `ahead` in the same message, and tells when it is. */
  const begin = async (client: PostgresClient, ahead: WriteOptions['ahead']): Promise<Date> => {
    const beginning = Promise.all([client.query(BEGIN), postgresAll<TimeRow>(client, ASK_TIME)]);
    try {
      ahead?.(createReader(client), clock.nowMs());
    } finally {
      await beginning;
    }
    return new Date(followTime((await beginning)[1]));
  };

  const attempt = <T>(work: (tx: Tx) => Promise<T>, ahead: WriteOptions['ahead']): Promise<T> =>
    withClient(async (client) => {
      const now = await begin(client, ahead).catch(async (error: unknown) => {
        // BEGIN may have happened, and the locks of `ahead` with it.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      });
      const { tx, close, finishLeft, hasFailed } = guardTx(createTx(client, sequelize, now));
      let result: T;
      try {
        result = await work(tx);
        // What failed before it was sent would not make COMMIT a ROLLBACK.
        if (hasFailed()) await finishLeft();
      } catch (error) {
        await close();
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
      const closed = close();
      let command: string;
      try {
        // Right behind whatever is still under way. All of that has been sent: what had failed before
        // that was noticed above, and what the server refuses makes COMMIT a ROLLBACK.
        ({ command } = await client.query('COMMIT'));
      } catch (error) {
        // A COMMIT that was refused is rolled back; one whose answer was lost may have happened.
        if (classifyDatabaseError(error) === 'connection-lost')
          throw new CommitUnknownError('the answer to COMMIT was lost', { cause: error });
        throw error;
      }
      await closed;
      await finishLeft();
      // PostgreSQL answers ROLLBACK, and no error, when a statement had failed and the work went on regardless.
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
      return result;
    });

  const write = async <T>(
    work: (tx: Tx) => Promise<T>,
    { repeatable = false, ahead }: WriteOptions = {},
  ): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(work, ahead);
      } catch (error) {
        const kind = error instanceof CommitUnknownError ? 'commit-unknown' : classifyDatabaseError(error);
        const again =
          kind === 'conflict' || kind === 'connection-lost' || (kind === 'commit-unknown' && repeatable);
        if (!again || tries >= MAX_ATTEMPTS) throw error;
        await delay(2 ** tries * 5 * (0.5 + Math.random()));
      }
    }
  };

  // Asked before anything reads the clock: an instant of this machine's, were it ahead, could not be taken back.
  await withClient(async (client) => followTime(await postgresAll(client, ASK_TIME)));
  let closing: Promise<void> | undefined;
  return {
    dialect: 'postgres',
    reader: {
      dialect: 'postgres',
      all: (sql, params) => withClient((client) => postgresAll(client, sql, params)),
    },
    sequelize,
    model: createModelRegistry(sequelize),
    write,
    now: () => new Date(clock.nowMs()),
    otherWrites: () => Promise.resolve(0),
    raiseClock: (instantMs) => void clock.raise(instantMs),
    close: () => (closing ??= sequelize.close()),
  };
}

function createReader(client: PostgresClient): Reader {
  return { dialect: 'postgres', all: (sql, params) => postgresAll(client, sql, params) };
}

function createTx(client: PostgresClient, sequelize: Sequelize, now: Date): Omit<Tx, 'leave'> {
  let transaction: Transaction | undefined;
  return {
    ...createReader(client),
    now,
    run: (sql, params) => postgresRun(client, sql, params),
    insertMany: (set) => postgresInsertMany(client, set),
    get transaction() {
      return (transaction ??= adoptTransaction(sequelize, client));
    },
  };
}
