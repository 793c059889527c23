import type { OrderView } from '../../shared/contracts/orders.ts';
import { findNewestAttempt } from './find-newest-attempt.ts';
import { findOrder } from './find-order.ts';
import type { OrderReadDeps } from './orders-deps.ts';
import { presentOrder } from './orders.presenter.ts';

/** An order that is known to exist, as it is now. */
export async function loadOrderView(deps: OrderReadDeps, orderNo: string): Promise<OrderView> {
  const [order, attempt] = await Promise.all([findOrder(deps, orderNo), findNewestAttempt(deps, orderNo)]);
  if (!order) throw new TypeError('the order has just been there');
  return presentOrder(order, attempt, deps.gateways.mode);
}
