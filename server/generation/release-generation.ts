import type { Database } from '../database/database.ts';
import { lockLease, type Lease, type LeaseState } from './lease.ts';

/**
 * Puts a generation of which nothing has been delivered back into the queue, so that the next worker makes it.
 * `delivered`: something was, and it stays as it is; otherwise how the lease stood (`held`: it is back in the queue).
 */
export async function releaseGeneration(db: Database, lease: Lease): Promise<LeaseState | 'delivered'> {
  return db.write(async (tx) => {
    const state = await lockLease(tx, lease);
    if (state !== 'held') return state;
    const ref = { userId: lease.userId, id: lease.id };
    const outputs = await tx.all(
      `SELECT 1 AS delivered FROM generation_outputs WHERE user_id = $userId AND generation_id = $id LIMIT 1`,
      ref,
    );
    if (outputs.length > 0) return 'delivered';
    await tx.run(
      `UPDATE generations SET status = 'QUEUED', lease_token = NULL, lease_expires_at = NULL, started_at = NULL, progress = 0
       WHERE user_id = $userId AND id = $id`,
      ref,
    );
    return state;
  });
}
