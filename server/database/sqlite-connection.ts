import sqlite3 from 'sqlite3';
import type { RowSet, SqlParams, SqlValue } from './sql.ts';

type NativeDatabase = InstanceType<typeof sqlite3.Database>;
type NativeStatement = ReturnType<NativeDatabase['prepare']>;
type InlineStatement = ReturnType<NativeDatabase['prepareSync']>;
type Value = string | number | null;
type Bindings = Record<string, Value> | Value[];

/** Rows of one INSERT on the calling thread: enough to share what a call costs, few enough to find parameters fast. */
const INLINE_ROWS = 16;

/** Statements kept ready per connection; the product's own texts are fewer, so nothing hot is ever evicted. */
const STATEMENT_CACHE_SIZE = 400;

/**
 * One open SQLite connection with its prepared statements.
 * Statements that are started without awaiting each other may run in any order.
 */
export class SqliteConnection {
  readonly native: NativeDatabase;
  readonly #statements = new Map<string, NativeStatement>();
  readonly #inlineStatements = new Map<string, InlineStatement>();

  private constructor(native: NativeDatabase) {
    this.native = native;
  }

  /** Opens `file`, creating it when missing, and runs `pragmas` (full statements) in order. */
  static async open(file: string, pragmas: readonly string[]): Promise<SqliteConnection> {
    const native = await new Promise<NativeDatabase>((resolve, reject) => {
      const opened: NativeDatabase = new sqlite3.Database(file, (error: Error | null) => {
        if (error) reject(error);
        else resolve(opened);
      });
    });
    const connection = new SqliteConnection(native);
    for (const pragma of pragmas) await connection.exec(pragma);
    return connection;
  }

  /** Wraps a connection that Sequelize opened, so that both speak over the same one. */
  static wrap(native: object): SqliteConnection {
    return new SqliteConnection(native as NativeDatabase);
  }

  all<Row>(sql: string, params: SqlParams = {}): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#prepare(sql).all(bindingsOf(params), (error: Error | null, rows?: unknown[]) => {
        if (error) reject(error);
        else resolve((rows ?? []) as Row[]);
      });
    });
  }

  /** Resolves to the number of rows changed. */
  run(sql: string, params: SqlParams = {}): Promise<number> {
    return this.#run(sql, bindingsOf(params));
  }

  /**
   * Inserts rows in statements of 2^n rows each, so that a few prepared texts serve every batch size. Parameters go
   * by position, because finding thousands of them by name is a linear search for each.
   */
  async insertMany(set: RowSet): Promise<number> {
    const columns = Object.keys(set.columns);
    const pending: Promise<number>[] = [];
    for (let start = 0; start < set.rows.length;) {
      const size = Math.min(256, 2 ** Math.floor(Math.log2(set.rows.length - start)));
      const values: Value[] = [];
      for (const row of set.rows.slice(start, start + size)) {
        for (const column of columns) values.push(toBinding(row[column] ?? null));
      }
      pending.push(this.#run(insertText(set, columns, size), values));
      start += size;
    }
    // Also when one fails, none may still be on its way once the caller is told.
    await Promise.allSettled(pending);
    const counts = await Promise.all(pending);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** As {@link all}, on the calling thread; throws while another statement of this connection is under way. */
  allInline<Row>(sql: string, params: SqlParams = {}): Row[] {
    return this.#prepareInline(sql).allSync(bindingsOf(params)) as Row[];
  }

  /** As {@link run}, on the calling thread. */
  runInline(sql: string, params: SqlParams = {}): number {
    return this.#prepareInline(sql).runSync(bindingsOf(params)).changes ?? 0;
  }

  /** As {@link insertMany}, on the calling thread: by full handfuls, and what is left row by row. */
  insertManyInline(set: RowSet): number {
    const columns = Object.keys(set.columns);
    let changes = 0;
    let at = 0;
    while (at < set.rows.length) {
      const size = set.rows.length - at >= INLINE_ROWS ? INLINE_ROWS : 1;
      const values: Value[] = [];
      for (const row of set.rows.slice(at, at + size)) {
        for (const column of columns) values.push(toBinding(row[column] ?? null));
      }
      changes += this.#prepareInline(insertText(set, columns, size)).runSync(values).changes ?? 0;
      at += size;
    }
    return changes;
  }

  /** Runs statements that return nothing, several at once if need be. */
  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.native.exec(sql, (error: Error | null) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Lets go of the prepared statements; for a connection that Sequelize closes. */
  async finalize(): Promise<void> {
    const statements = [...this.#statements.values(), ...this.#inlineStatements.values()];
    this.#statements.clear();
    this.#inlineStatements.clear();
    await Promise.all(
      statements.map((statement) => new Promise<void>((resolve) => statement.finalize(() => resolve()))),
    );
  }

  async close(): Promise<void> {
    await this.finalize();
    await new Promise<void>((resolve, reject) => {
      this.native.close((error: Error | null) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  #run(sql: string, bindings: Bindings): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#prepare(sql).run(bindings, function (error: Error | null) {
        if (error) reject(error);
        else resolve(this.changes ?? 0);
      });
    });
  }

  /** Only grouped commands run inline; their few texts are kept for good. */
  #prepareInline(sql: string): InlineStatement {
    let statement = this.#inlineStatements.get(sql);
    if (!statement) {
      statement = this.native.prepareSync(sql);
      this.#inlineStatements.set(sql, statement);
    }
    return statement;
  }

  #prepare(sql: string): NativeStatement {
    const cached = this.#statements.get(sql);
    if (cached) {
      // The map's order is the order of use: the first is the one to let go.
      this.#statements.delete(sql);
      this.#statements.set(sql, cached);
      return cached;
    }
    const statement = this.native.prepare(sql, (error: Error | null) => {
      // Reported by the call that uses it; the same text may compile after a migration.
      if (error) this.#statements.delete(sql);
    });
    this.#statements.set(sql, statement);
    if (this.#statements.size > STATEMENT_CACHE_SIZE) {
      const [oldest] = this.#statements;
      if (oldest) {
        this.#statements.delete(oldest[0]);
        oldest[1].finalize(() => undefined);
      }
    }
    return statement;
  }
}

const insertTexts = new Map<string, string>();

function insertText(set: RowSet, columns: readonly string[], size: number): string {
  const key = `${set.table}/${columns.join()}/${set.onConflict ?? ''}/${size}`;
  let text = insertTexts.get(key);
  if (text === undefined) {
    const tuple = `(${columns.map(() => '?').join()})`;
    const conflict = set.onConflict === undefined ? '' : ` ON CONFLICT ${set.onConflict}`;
    text = `INSERT INTO ${set.table} (${columns.join()}) VALUES ${Array<string>(size).fill(tuple).join()}${conflict}`;
    insertTexts.set(key, text);
  }
  return text;
}

/** Named values as the driver wants them: `$1` would bind by first appearance, so every parameter has a name. */
function bindingsOf(params: SqlParams): Record<string, Value> {
  const bindings: Record<string, Value> = {};
  for (const name in params) bindings[`$${name}`] = toBinding(params[name] ?? null);
  return bindings;
}

function toBinding(value: SqlValue): Value {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
