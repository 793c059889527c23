import type { Page } from '../../shared/contracts/common.ts';
import type { PageTransactionsInput, TransactionView } from '../../shared/contracts/credits.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { findTransactionRange } from './find-transaction-range.ts';
import { countTransactions, findSkippedTo, readNewestTransactions } from './read-transactions.ts';

/** A page of the actor's ledger by offset, newest first; neither `total` nor `skip` walks the ledger. */
export async function pageTransactions(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: PageTransactionsInput,
): Promise<Page<TransactionView>> {
  const { reader } = deps.db;
  const { userId } = actor;
  const { type, skip, limit } = input;
  const range = await findTransactionRange(reader, userId, input);
  const total =
    type === undefined
      ? Math.max(0, range.high - range.low + 1)
      : await countTransactions(reader, userId, range, type);
  if (skip >= total) return { items: [], total, skip, limit };
  const high = await findSkippedTo(reader, userId, range, type, skip);
  const items = await readNewestTransactions(reader, userId, { low: range.low, high }, type, limit);
  return { items, total, skip, limit };
}
