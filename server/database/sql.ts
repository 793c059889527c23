/** The two databases the product runs on. */
export type Dialect = 'sqlite' | 'postgres';

/** A value a statement can be given; instants go in as integer milliseconds. Arrays are for {@link anyOf} and `unnest($name::type[])`. */
export type SqlValue = string | number | boolean | null | readonly (string | null)[] | readonly number[];

/** Values by name; a statement names them `$name`, an array everywhere with the same type. */
export type SqlParams = Readonly<Record<string, SqlValue>>;

/** Column types whose arrays PostgreSQL must be told; SQLite needs none. */
export type ColumnType = 'uuid' | 'text' | 'bigint' | 'boolean';

/** Asks questions. A function that only reads takes this, and so cannot write. */
export interface Reader {
  readonly dialect: Dialect;
  /** Every row of a SELECT. Integers come back as numbers, instants as milliseconds, flags as 0/1 or booleans. */
  all<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
}

/** Rows for one table, all with the same columns. */
export interface RowSet {
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** What follows ON CONFLICT, for example `(user_id) DO UPDATE SET balance = excluded.balance`. */
  readonly onConflict?: string;
}

/** A condition that `column`, of the type `type`, is one of the values bound to the array parameter `$name`. */
export function anyOf(dialect: Dialect, column: string, type: ColumnType, name: string): string {
  return dialect === 'sqlite'
    ? `${column} IN (SELECT value FROM json_each($${name}))`
    : `${column} = ANY($${name}::${type}[])`;
}

/** Row locks, which only PostgreSQL has: SQLite's single writer holds the whole file. */
export function forUpdate(dialect: Dialect): string {
  return dialect === 'sqlite' ? '' : 'FOR UPDATE';
}
