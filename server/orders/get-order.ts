import type { OrderNoInput, OrderView } from '../../shared/contracts/orders.ts';
import type { Actor } from '../platform/app-deps.ts';
import { findNewestAttempt } from './find-newest-attempt.ts';
import { getOwnOrder } from './get-own-order.ts';
import type { OrderReadDeps } from './orders-deps.ts';
import { presentOrder } from './orders.presenter.ts';

/** One order of the caller's, of either kind. Throws NOT_FOUND, also for somebody else's. */
export async function getOrder(deps: OrderReadDeps, actor: Actor, input: OrderNoInput): Promise<OrderView> {
  const order = await getOwnOrder(deps, actor, input.orderNo);
  return presentOrder(order, await findNewestAttempt(deps, order.orderNo), deps.gateways.mode);
}
