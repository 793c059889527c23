import type { Database } from '../database/database.ts';
import { forUpdate } from '../database/sql.ts';
import { refKey, refParams, refTable } from './generation-refs.ts';
import { LEASE_MS, leaseState, type Lease, type LeaseState } from './lease.ts';

/** Extends the leases that are still held and tells how each stands, in the order given. Safe to repeat. */
export async function renewLeases(db: Database, leases: readonly Lease[]): Promise<LeaseState[]> {
  if (leases.length === 0) return [];
  return db.write(
    async (tx) => {
      const lock = tx.dialect === 'sqlite' ? '' : `ORDER BY g.user_id, g.id ${forUpdate(tx.dialect)} OF g`;
      const rows = await tx.all<{
        user_id: string;
        id: string;
        status: string;
        lease_token: string | null;
        cancel_requested_at: number | null;
      }>(
        `SELECT g.user_id, g.id, g.status, g.lease_token, g.cancel_requested_at
         FROM ${refTable(tx.dialect)} CROSS JOIN generations g
         WHERE g.user_id = r.user_id AND g.id = r.id ${lock}`,
        refParams(tx.dialect, leases),
      );
      const found = new Map(rows.map((row) => [refKey({ userId: row.user_id, id: row.id }), row]));
      const states = leases.map((lease) => leaseState(found.get(refKey(lease)), lease));
      const held = leases.filter((_, i) => states[i] !== 'lost');
      if (held.length > 0) {
        await tx.run(
          `UPDATE generations SET lease_expires_at = $leaseEnd FROM ${refTable(tx.dialect)}
           WHERE generations.user_id = r.user_id AND generations.id = r.id AND generations.status = 'RUNNING'`,
          { leaseEnd: tx.now.getTime() + LEASE_MS, ...refParams(tx.dialect, held) },
        );
      }
      return states;
    },
    { repeatable: true },
  );
}
