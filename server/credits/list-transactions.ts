import type { CursorPage } from '../../shared/contracts/common.ts';
import type { ListTransactionsInput, TransactionView } from '../../shared/contracts/credits.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { findTransactionRange } from './find-transaction-range.ts';
import { readNewestTransactions } from './read-transactions.ts';

/** A page of the actor's ledger by cursor (the last sequence seen), newest first: rows that arrive meanwhile shift nothing. */
export async function listTransactions(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: ListTransactionsInput,
): Promise<CursorPage<TransactionView>> {
  const { reader } = deps.db;
  const { type, cursor, limit } = input;
  const range = await findTransactionRange(reader, actor.userId, input);
  const high = cursor ? Math.min(range.high, Number(cursor) - 1) : range.high;
  // One more than asked for tells whether there is another page.
  const rows = await readNewestTransactions(reader, actor.userId, { low: range.low, high }, type, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.sequence) : null };
}
