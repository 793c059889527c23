import type { OrderKind } from '../../shared/contracts/orders.ts';
import type { Reader } from '../database/sql.ts';

/** What a user's orders of one kind amount to: those that were paid, also when the money went back since. */
export interface OrderTotals {
  readonly count: number;
  /** Less what was paid back. */
  readonly spentFen: number;
  /** Days of membership bought; 0 for credit packages. */
  readonly days: number;
}

/** Adds up the PAID, REFUNDING and REFUNDED orders of one kind. */
export async function readOrderTotals(reader: Reader, userId: string, kind: OrderKind): Promise<OrderTotals> {
  const [totals = { count: 0, spentFen: 0, days: 0 }] = await reader.all<OrderTotals>(
    `SELECT COUNT(*) AS "count", COALESCE(SUM(price_fen - refunded_fen), 0) AS "spentFen",
       COALESCE(SUM(duration_days), 0) AS "days"
     FROM orders
     WHERE user_id = $userId AND kind = $kind AND payment_status IN ('PAID', 'REFUNDING', 'REFUNDED')`,
    { userId, kind },
  );
  return totals;
}
