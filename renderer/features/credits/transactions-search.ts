import {
  TRANSACTION_TYPES,
  type TransactionFilter,
  type TransactionType,
} from '../../../shared/contracts/credits.ts';
import { isDay, startOfDay, type DayRange } from './transactions-days.ts';

/** How many rows a page may hold; the first is what nobody has to choose. */
export const PAGE_SIZES = [20, 50, 100] as const;

/** What the drawer shows: everything about one order or generation, or one row by its place in the ledger. */
export type OpenedTransaction = { readonly relatedId: string } | { readonly sequence: number };

/** What of the history is shown. It is the page's address, so that links and the way back work. */
export interface TransactionsSearch extends DayRange {
  /** Null: every type. */
  readonly type: TransactionType | null;
  /** From 1. */
  readonly page: number;
  readonly size: number;
  /** Null: the drawer is closed. */
  readonly opened: OpenedTransaction | null;
}

/** What an address without anything in it shows. */
export const DEFAULT_SEARCH: TransactionsSearch = {
  type: null,
  from: null,
  to: null,
  page: 1,
  size: PAGE_SIZES[0],
  opened: null,
};

/** Reads an address; what makes no sense counts as absent, and days the wrong way round are turned. */
export function readTransactionsSearch(params: URLSearchParams): TransactionsSearch {
  const size = readNumber(params.get('size'));
  const [from, to] = sortDays(readDay(params.get('from')), readDay(params.get('to')));
  return {
    type: TRANSACTION_TYPES.find((type) => type === params.get('type')) ?? null,
    from,
    to,
    page: readNumber(params.get('page')) ?? 1,
    size: PAGE_SIZES.find((known) => known === size) ?? DEFAULT_SEARCH.size,
    opened: readOpened(params),
  };
}

/** The address of a search, without what goes without saying. */
export function writeTransactionsSearch(search: TransactionsSearch): URLSearchParams {
  const params = new URLSearchParams();
  if (search.type !== null) params.set('type', search.type);
  if (search.from !== null) params.set('from', search.from);
  if (search.to !== null) params.set('to', search.to);
  if (search.size !== DEFAULT_SEARCH.size) params.set('size', String(search.size));
  if (search.page !== 1) params.set('page', String(search.page));
  if (search.opened && 'relatedId' in search.opened) params.set('related', search.opened.relatedId);
  else if (search.opened) params.set('entry', String(search.opened.sequence));
  return params;
}

/** Whether rows are left out by type or day. */
export function isFiltered({ type, from, to }: TransactionsSearch): boolean {
  return type !== null || from !== null || to !== null;
}

/** The filter as the server takes it: from where the first day begins until the day after the last one begins. */
export function toTransactionFilter({ type, from, to }: TransactionsSearch): TransactionFilter {
  return {
    ...(type !== null && { type }),
    ...(from !== null && { from: startOfDay(from) }),
    ...(to !== null && { to: startOfDay(to, 1) }),
  };
}

function readNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

function readDay(text: string | null): string | null {
  return text !== null && isDay(text) ? text : null;
}

function sortDays(from: string | null, to: string | null): [string | null, string | null] {
  return from !== null && to !== null && from > to ? [to, from] : [from, to];
}

function readOpened(params: URLSearchParams): OpenedTransaction | null {
  const related = params.get('related') ?? '';
  // Ids of generations have one spelling, in lower case; numbers of orders are in upper case.
  if (/^[0-9A-Za-z-]{1,64}$/.test(related))
    return { relatedId: related.includes('-') ? related.toLowerCase() : related };
  const sequence = readNumber(params.get('entry'));
  return sequence === null ? null : { sequence };
}
