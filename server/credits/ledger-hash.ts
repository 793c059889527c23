import { hash } from 'node:crypto';
import type { LedgerRow } from './ledger-types.ts';

/** How {@link hashRow} computes; stored with each row, so that a later way can be told from this one. */
export const HASH_VERSION = 1;

/** What the first row of every ledger follows. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * SHA-256 (hex) of a row's values and the hash of the row before it, so that no row can be changed, removed or
 * slipped in without every later hash giving it away. Computed from values, never from what a database formats.
 */
export function hashRow(row: Omit<LedgerRow, 'hash'>, previousHash: string): string {
  const ascending =
    row.allocations.length < 2 ? row.allocations : row.allocations.toSorted(([a], [b]) => a - b);
  const allocations = ascending.map(([originSequence, amount]) => `${originSequence}:${amount}`);
  const related = row.relatedType === null ? null : `${row.relatedType}:${row.relatedId ?? ''}`;
  return hash(
    'sha256',
    [
      `v${HASH_VERSION}`,
      JSON.stringify(row.userId),
      row.sequence,
      row.type,
      row.amount,
      row.balanceAfter,
      row.createdAt.getTime(),
      JSON.stringify(row.ledgerKey),
      JSON.stringify(related),
      JSON.stringify(row.description),
      allocations.join(','),
      previousHash,
    ].join('\n'),
  );
}
