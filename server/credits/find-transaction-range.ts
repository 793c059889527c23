import { anyOf, type Reader } from '../database/sql.ts';

/** Sequences from `low` to `high`, both included; none when `high` is below `low`. */
export interface SequenceRange {
  readonly low: number;
  readonly high: number;
  /** Whether it is the whole ledger. */
  readonly isWhole: boolean;
}

/** Rows looked at in one round of the search: a million rows are narrowed down in four. */
const PROBES = 32;

/**
 * The rows of `userId` that were made from `from` (included) to `to` (excluded). `created_at` never decreases along
 * the sequence, so it is found by looking at a few rows, however long the ledger is.
 */
export async function findTransactionRange(
  reader: Reader,
  userId: string,
  filter: { readonly from?: Date | undefined; readonly to?: Date | undefined },
): Promise<SequenceRange> {
  const [account] = await reader.all<{ last_sequence: number }>(
    `SELECT last_sequence FROM credit_accounts WHERE user_id = $userId`,
    { userId },
  );
  const last = account?.last_sequence ?? 0;
  const [low, end] = await Promise.all([
    filter.from ? findFirstSince(reader, userId, last, filter.from) : 1,
    filter.to ? findFirstSince(reader, userId, last, filter.to) : last + 1,
  ]);
  return { low, high: end - 1, isWhole: low === 1 && end === last + 1 };
}

/** The first sequence whose row was made at `instant` or later; `last + 1` when there is none. */
async function findFirstSince(reader: Reader, userId: string, last: number, instant: Date): Promise<number> {
  // The answer is in [low, high].
  let low = 1;
  let high = last + 1;
  while (low < high) {
    const step = Math.max(1, Math.ceil((high - low) / PROBES));
    const sequences = [];
    for (let sequence = low; sequence < high; sequence += step) sequences.push(sequence);
    const rows = await reader.all<{ sequence: number; created_at: number }>(
      `SELECT sequence, created_at FROM credit_transactions
       WHERE user_id = $userId AND ${anyOf(reader.dialect, 'sequence', 'bigint', 'sequences')}`,
      { userId, sequences },
    );
    for (const row of rows) {
      if (row.created_at >= instant.getTime()) high = Math.min(high, row.sequence);
      else low = Math.max(low, row.sequence + 1);
    }
    // A ledger with a hole in it is for ledger:verify to report, not to search for ever.
    if (rows.length === 0) return high;
  }
  return low;
}
