import pg from 'pg';
import { copyRows } from './postgres-copy.ts';
import type { RowSet, SqlParams } from './sql.ts';

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
  readonly order: readonly string[];
}

/** One text, one name: a connection that has prepared a name never meets another text under it. */
const compiled = new Map<string, Compiled>();

/** `$name` parameters become `$1…` in the order of their first appearance; the text is prepared once per connection. */
function compile(sql: string): Compiled {
  let entry = compiled.get(sql);
  if (!entry) {
    const order: string[] = [];
    const text = sql.replace(/\$([a-z]\w*)/gi, (_, name: string) => {
      if (!order.includes(name)) order.push(name);
      return `$${order.indexOf(name) + 1}`;
    });
    entry = { name: `s${compiled.size + 1}`, text, order };
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
  if (set.rows.length >= COPY_ROWS && set.onConflict === undefined) return copyRows(client, set);
  const columns = Object.entries(set.columns);
  const arrays = columns.map(([name, type]) => `$${name}::${type}[]`);
  const conflict = set.onConflict === undefined ? '' : ` ON CONFLICT ${set.onConflict}`;
  const names = columns.map(([name]) => name).join();
  const sql = `INSERT INTO ${set.table} (${names}) SELECT * FROM unnest(${arrays.join()})${conflict}`;
  const params: Record<string, unknown> = {};
  for (const [name] of columns) params[name] = arrayLiteral(set.rows, (row) => row[name] ?? null);
  return (await query(client, sql, params)).rowCount ?? 0;
}

function query(client: PostgresClient, sql: string, params: Readonly<Record<string, unknown>>) {
  const { name, text, order } = compile(sql);
  const values = order.map((parameter) => {
    const value = params[parameter];
    return Array.isArray(value) ? arrayLiteral(value as readonly Element[], (element) => element) : value;
  });
  return client.query({ name, text, types, values });
}

type Element = string | number | boolean | null;

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
