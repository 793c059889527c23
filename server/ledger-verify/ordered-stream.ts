import type { Reader, SqlParams } from '../database/sql.ts';

/** Rows held at a time. */
export const PAGE_ROWS = 5_000;

/** Walks a table in the order of a key, a page at a time; `head` is the next row. */
export class OrderedStream<Row> {
  readonly #load: (last: Row | null) => Promise<Row[]>;
  readonly #pageRows: number;
  #page: Row[] = [];
  #index = 0;

  /** `load` returns the `pageRows` rows after `last` (the first ones for null). Call `start` before anything else. */
  constructor(load: (last: Row | null) => Promise<Row[]>, pageRows: number = PAGE_ROWS) {
    this.#load = load;
    this.#pageRows = pageRows;
  }

  get head(): Row | null {
    return this.#page[this.#index] ?? null;
  }

  async start(): Promise<this> {
    this.#page = await this.#load(null);
    return this;
  }

  /** Goes to the next row. A promise only where a page has to be read, because awaiting every row would cost more than checking it. */
  advance(): Promise<void> | null {
    this.#index += 1;
    if (this.#index < this.#page.length || this.#page.length < this.#pageRows) return null;
    return this.#turn();
  }

  async #turn(): Promise<void> {
    this.#page = await this.#load(this.#page.at(-1) ?? null);
    this.#index = 0;
  }
}

/** Every page of a query that orders by its key and takes `$limit`; `next` makes the parameters from the last row. */
export async function* readPages<Row>(
  reader: Reader,
  sql: string,
  first: SqlParams,
  next: (last: Row) => SqlParams,
  pageRows = 2_000,
): AsyncGenerator<Row[]> {
  for (let params: SqlParams | null = first; params;) {
    const page: Row[] = await reader.all<Row>(sql, { ...params, limit: pageRows });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    params = page.length === pageRows && last ? next(last) : null;
  }
}

/** Comes before every user's id. */
export const BEFORE_ALL_USERS = '00000000-0000-0000-0000-000000000000';
