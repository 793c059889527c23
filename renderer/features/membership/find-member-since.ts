import type { OrderView } from '../../../shared/contracts/orders.ts';

/**
 * When the membership that ends at `endsAt` began: from its last period back through those that follow each other
 * without a gap. Null when the orders given do not reach it.
 */
export function findMemberSince(orders: readonly OrderView[], endsAt: Date): Date | null {
  const startByEnd = new Map<number, Date>();
  for (const order of orders) {
    if (order.kind === 'membership' && order.startDate !== null && order.endDate !== null) {
      startByEnd.set(order.endDate.getTime(), order.startDate);
    }
  }
  let since: Date | null = null;
  for (let end = endsAt; ; end = since) {
    const start = startByEnd.get(end.getTime());
    if (start === undefined || start.getTime() >= end.getTime()) return since;
    since = start;
  }
}
