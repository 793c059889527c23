import { forUpdate } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { GenerationRef } from './generation-refs.ts';

/** How long a worker that is not heard from keeps a generation (domain.md, "Generation"). */
export const LEASE_MS = 30_000;

/** A generation and the random word that shows its worker to be the one at work. */
export interface Lease extends GenerationRef {
  readonly leaseToken: string;
}

/** `held`: go on. `cancelled`: held, but its creator wants it stopped. `lost`: somebody has ended it; leave it alone. */
export type LeaseState = 'held' | 'cancelled' | 'lost';

interface LeaseRow {
  readonly status: string;
  readonly lease_token: string | null;
  readonly cancel_requested_at: number | null;
}

/**
 * Locks the generation until this transaction ends and tells how the lease stands. Whatever a worker writes, it
 * writes after this answered `held`, so that a late one changes nothing and a cancelled one delivers nothing more.
 */
export async function lockLease(tx: Tx, lease: Lease): Promise<LeaseState> {
  const [row] = await tx.all<LeaseRow>(
    `SELECT status, lease_token, cancel_requested_at FROM generations
     WHERE user_id = $userId AND id = $id ${forUpdate(tx.dialect)}`,
    { userId: lease.userId, id: lease.id },
  );
  return leaseState(row, lease);
}

/** How `lease` stands according to the stored row. */
export function leaseState(row: LeaseRow | undefined, lease: Lease): LeaseState {
  if (row?.status !== 'RUNNING' || row.lease_token !== lease.leaseToken) return 'lost';
  return row.cancel_requested_at === null ? 'held' : 'cancelled';
}
