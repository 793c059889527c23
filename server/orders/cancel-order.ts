import type { OrderNoInput, OrderView } from '../../shared/contracts/orders.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { toAppError } from '../platform/to-app-error.ts';
import { closeOrder } from './close-order.ts';
import { getOwnOrder } from './get-own-order.ts';
import { loadOrderView } from './load-order-view.ts';
import type { OrdersDeps } from './orders-deps.ts';

/**
 * Cancels an unpaid order; cancelling a closed one again answers the same. Money that comes first is granted, and then
 * the order is ORDER_NOT_CANCELLABLE like any paid one. Throws NOT_FOUND, and UNAVAILABLE when the gateway, which has to
 * be asked first, does not answer.
 */
export async function cancelOrder(deps: OrdersDeps, actor: Actor, input: OrderNoInput): Promise<OrderView> {
  const order = await getOwnOrder(deps, actor, input.orderNo);
  if (order.paymentStatus === 'PENDING') {
    try {
      await closeOrder(deps, order.orderNo);
    } catch (error) {
      deps.logger.warn({ err: error, orderNo: order.orderNo }, 'an order could not be cancelled');
      const refusal = toAppError(error);
      throw refusal.reason === 'INTERNAL' ? new AppError('UNAVAILABLE', null, { cause: error }) : refusal;
    }
  }
  const view = await loadOrderView(deps, order.orderNo);
  if (view.paymentStatus !== 'CLOSED') throw new AppError('ORDER_NOT_CANCELLABLE');
  return view;
}
