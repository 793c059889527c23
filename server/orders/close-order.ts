import { anyOf } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { closeAttempt } from './close-attempt.ts';
import { lockOrder } from './lock-order.ts';
import { definePayment } from './orders.model.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** An order that keeps getting new attempts while it is being closed is left alone after this many rounds. */
const MAX_ROUNDS = 5;

/**
 * Closes a PENDING order once its gateways have said that no attempt of it was or can be paid; a payment that was
 * faster is granted instead. Whether the order is CLOSED through this call. Throws when a gateway does not answer:
 * the order then stays PENDING.
 */
export async function closeOrder(deps: OrdersDeps, orderNo: string): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const attempts = await deps.db.model(definePayment).findAll({
      where: { orderNo, state: ['CREATED', 'OPEN', 'FAILED'] },
      order: [['attempt', 'ASC']],
    });
    for (const attempt of attempts) {
      if ((await closeAttempt(deps, attempt)) === 'PAID') return false;
    }
    const ids = attempts.map(({ id }) => id);
    const result = await deps.db.write((tx) => markClosed(tx, orderNo, ids), { repeatable: true });
    if (result === 'NEW_ATTEMPT') continue;
    if (result !== null) deps.events.publish([{ userId: result.userId, topic: 'orders', id: orderNo }]);
    return result !== null;
  }
  return false;
}

/** Null when the order is not PENDING any more; `NEW_ATTEMPT` when somebody may be paying what was not asked about. */
async function markClosed(
  tx: Tx,
  orderNo: string,
  closedIds: readonly number[],
): Promise<{ userId: string } | 'NEW_ATTEMPT' | null> {
  const order = await lockOrder(tx, orderNo);
  if (order?.paymentStatus !== 'PENDING') return null;
  await tx.run(
    `UPDATE payments SET state = 'CLOSED'
     WHERE ${anyOf(tx.dialect, 'id', 'bigint', 'ids')} AND state IN ('CREATED', 'OPEN', 'FAILED')`,
    { ids: closedIds },
  );
  const changed = await tx.run(
    `UPDATE orders SET payment_status = 'CLOSED', closed_at = $now
     WHERE order_no = $orderNo AND payment_status = 'PENDING' AND NOT EXISTS (
       SELECT 1 FROM payments WHERE payments.order_no = orders.order_no AND state IN ('CREATED', 'OPEN', 'FAILED')
     )`,
    { orderNo, now: tx.now.getTime() },
  );
  return changed === 1 ? { userId: order.userId } : 'NEW_ATTEMPT';
}
