import pg from 'pg';
import { encodeArray, type Element } from './postgres-binary.ts';
import { copyRows } from './postgres-copy.ts';
import type { ColumnType, RowSet, SqlParams } from './sql.ts';

// BIGINT (what COUNT gives too) and NUMERIC (what SUM gives) arrive as text; every number we store is a safe integer.
// Set once for all clients, which serves the models, and once for our own statements, because Sequelize gives its
// clients parsers of its own.
type TypeId = Parameters<typeof pg.types.getTypeParser>[0];
const INTEGER_TYPES: readonly TypeId[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];
for (const type of INTEGER_TYPES) pg.types.setTypeParser(type, parseSafeInteger);
const types = {
  getTypeParser: (type: TypeId): unknown =>
    INTEGER_TYPES.includes(type) ? parseSafeInteger : pg.types.getTypeParser(type),
};

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('the database holds a number that is not a safe integer');
  return value;
}

/** The part of a `pg` client that is used here; what Sequelize's pool hands out. */
export type PostgresClient = Pick<pg.Client, 'query'>;

interface Compiled {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  /** Of its elements, where the statement says it: `$name::uuid[]`. */
  readonly elementType: ColumnType | undefined;
}

/** `$name`, maybe with the type of an array that can be sent in binary. */
const PARAMETER = /\$([a-z]\w*)(::(uuid|text|bigint|boolean)\[\])?/g;

/** One text, one name: a connection that has prepared a name never meets another text under it. */
const compiled = new Map<string, Compiled>();

/** `$name` parameters become `$1…` in the order of their first appearance; the text is prepared once per connection. */
function compile(sql: string): Compiled {
  let entry = compiled.get(sql);
  if (!entry) {
    const parameters: Parameter[] = [];
    const text = sql.replace(PARAMETER, (_, name: string, cast = '', elementType?: ColumnType) => {
      let index = parameters.findIndex((parameter) => parameter.name === name);
      if (index < 0) index = parameters.push({ name, elementType }) - 1;
      return `$${index + 1}${cast}`;
    });
    entry = { name: `s${compiled.size + 1}`, text, parameters };
    compiled.set(sql, entry);
  }
  return entry;
}

/** Rows of a statement, sent as a prepared one. */
export async function postgresAll<Row>(
  client: PostgresClient,
  sql: string,
  params: SqlParams = {},
): Promise<Row[]> {
  return (await query(client, sql, params)).rows as Row[];
}

/** Number of rows a statement changed. */
export async function postgresRun(
  client: PostgresClient,
  sql: string,
  params: SqlParams = {},
): Promise<number> {
  return (await query(client, sql, params)).rowCount ?? 0;
}

/** From this many rows COPY costs less than a prepared INSERT. */
const COPY_ROWS = 16;

/** One statement for any number of rows: COPY where it can be, else an INSERT with an array parameter for each column. */
export async function postgresInsertMany(client: PostgresClient, set: RowSet): Promise<number> {
  if (set.rows.length === 0) return 0;
  if (set.rows.length >= COPY_ROWS && set.onConflict === undefined) {
    // What cannot be put down for it goes the other way, where the server says what is wrong with it.
    const copied = copyRows(client, set);
    if (copied !== null) return copied;
  }
  const columns = Object.entries(set.columns);
  const arrays = columns.map(([name, type]) => `$${name}::${type}[]`);
  const conflict = set.onConflict === undefined ? '' : ` ON CONFLICT ${set.onConflict}`;
  const names = columns.map(([name]) => name).join();
  const sql = `INSERT INTO ${set.table} (${names}) SELECT * FROM unnest(${arrays.join()})${conflict}`;
  const params: Record<string, unknown> = {};
  for (const [name, type] of columns) params[name] = arrayOf(type, set.rows, (row) => row[name] ?? null);
  return (await query(client, sql, params)).rowCount ?? 0;
}

function query(client: PostgresClient, sql: string, params: Readonly<Record<string, unknown>>) {
  const { name, text, parameters } = compile(sql);
  const values = parameters.map((parameter) => {
    const value = params[parameter.name];
    if (!Array.isArray(value)) return value;
    return arrayOf(parameter.elementType, value as readonly Element[], (element) => element);
  });
  return client.query({ name, text, types, values });
}

/** An array as a parameter: in binary where its type is known and every element is of it. */
function arrayOf<Item>(
  type: ColumnType | undefined,
  items: readonly Item[],
  elementOf: (item: Item) => Element,
): Buffer | string {
  return (type && encodeArray(type, items, elementOf)) ?? arrayLiteral(items, elementOf);
}

/**
 * An array as PostgreSQL reads it ("Array Input and Output Syntax"). The driver would do it too; most of what a batch
 * sends are arrays, and few of their elements have anything to escape.
 */
function arrayLiteral<Item>(items: readonly Item[], elementOf: (item: Item) => Element): string {
  let text = '{';
  for (const item of items) {
    const element = elementOf(item);
    if (text !== '{') text += ',';
    if (typeof element !== 'string') text += element === null ? 'NULL' : String(element);
    else text += `"${/["\\]/.test(element) ? element.replace(/["\\]/g, '\\$&') : element}"`;
  }
  return `${text}}`;
}
