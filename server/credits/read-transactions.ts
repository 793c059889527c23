import {
  TRANSACTION_TYPES,
  type TransactionType,
  type TransactionView,
} from '../../shared/contracts/credits.ts';
import type { Reader } from '../database/sql.ts';
import { presentTransaction } from './credits.presenter.ts';
import type { SequenceRange } from './find-transaction-range.ts';
import { LEDGER_ROW_COLUMNS, type StoredLedgerRow } from './ledger-rows.ts';

/** The types that have an index of their own; CONSUME, the common one, is what is left between them. */
const RARE_TYPES = TRANSACTION_TYPES.filter((type) => type !== 'CONSUME')
  .map((type) => `'${type}'`)
  .join();

/** Rows of a range, newest first; of one type, when given. */
export async function readNewestTransactions(
  reader: Reader,
  userId: string,
  range: { readonly low: number; readonly high: number },
  type: TransactionType | undefined,
  limit: number,
): Promise<TransactionView[]> {
  const rows = await reader.all<StoredLedgerRow & { id: number }>(
    `SELECT id, ${LEDGER_ROW_COLUMNS} FROM credit_transactions
     WHERE user_id = $userId AND sequence BETWEEN $low AND $high ${typeCondition(type)}
     ORDER BY sequence DESC LIMIT $limit`,
    { userId, low: range.low, high: range.high, limit },
  );
  return rows.map(presentTransaction);
}

/** How many rows of `type` a range has: from the daily totals for the whole ledger, from the rare types' index for a part. */
export async function countTransactions(
  reader: Reader,
  userId: string,
  range: SequenceRange,
  type: TransactionType,
): Promise<number> {
  if (range.isWhole) {
    const [row] = await reader.all<{ count: number }>(
      `SELECT COALESCE(SUM(count), 0) AS count FROM current_credit_totals WHERE user_id = $userId AND type = $type`,
      { userId, type },
    );
    return row?.count ?? 0;
  }
  if (type === 'CONSUME')
    return Math.max(0, range.high - range.low + 1) - (await countRareTypes(reader, userId, range));
  const [row] = await reader.all<{ count: number }>(
    `SELECT COUNT(*) AS count FROM credit_transactions
     WHERE user_id = $userId AND sequence BETWEEN $low AND $high ${typeCondition(type)}`,
    { userId, low: range.low, high: range.high },
  );
  return row?.count ?? 0;
}

/**
 * The sequence of the row of `type` that `skip` others of that type are newer than; 0 when there is none. Only the
 * index of the rare types is walked, never the table.
 */
export async function findSkippedTo(
  reader: Reader,
  userId: string,
  range: SequenceRange,
  type: TransactionType | undefined,
  skip: number,
): Promise<number> {
  if (type === undefined || skip === 0) return range.high - skip;
  if (type !== 'CONSUME') {
    const [row] = await reader.all<{ sequence: number }>(
      `SELECT sequence FROM credit_transactions
       WHERE user_id = $userId AND sequence BETWEEN $low AND $high ${typeCondition(type)}
       ORDER BY sequence DESC LIMIT 1 OFFSET $skip`,
      { userId, low: range.low, high: range.high, skip },
    );
    return row?.sequence ?? 0;
  }
  // Every rare row among those passed over means one more to pass over.
  let counted = range.high;
  let target = range.high - skip;
  while (target < counted && target >= range.low) {
    const rare = await countRareTypes(reader, userId, { low: target + 1, high: counted });
    counted = target;
    target -= rare;
  }
  return target;
}

async function countRareTypes(
  reader: Reader,
  userId: string,
  range: { readonly low: number; readonly high: number },
): Promise<number> {
  const [row] = await reader.all<{ count: number }>(
    `SELECT COUNT(*) AS count FROM credit_transactions
     WHERE user_id = $userId AND type IN (${RARE_TYPES}) AND type <> 'CONSUME' AND sequence BETWEEN $low AND $high`,
    { userId, low: range.low, high: range.high },
  );
  return row?.count ?? 0;
}

/** Written out and not bound, because a database uses a partial index only when it can see that the condition fits. */
function typeCondition(type: TransactionType | undefined): string {
  if (type === undefined) return '';
  return type === 'CONSUME' ? `AND type = 'CONSUME'` : `AND type = '${type}' AND type <> 'CONSUME'`;
}
