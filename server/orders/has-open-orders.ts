import type { Tx } from '../database/transaction.ts';

/**
 * Step: whether the user has an order that may still take or give back money (PENDING or REFUNDING). Lock the user's
 * account first: placing an order takes the same lock, so that the answer holds until the transaction ends.
 */
export async function hasOpenOrders(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.all(
    `SELECT 1 AS found FROM orders
     WHERE user_id = $userId AND payment_status IN ('PENDING', 'REFUNDING') LIMIT 1`,
    { userId },
  );
  return rows.length > 0;
}
