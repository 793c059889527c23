import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { findOrder } from './find-order.ts';
import type { Order } from './orders.model.ts';

/** The caller's order of that number. Throws NOT_FOUND, alike for one that does not exist and for somebody else's. */
export async function getOwnOrder(deps: Pick<AppDeps, 'db'>, actor: Actor, orderNo: string): Promise<Order> {
  const order = await findOrder(deps, orderNo);
  if (order?.userId !== actor.userId) throw new AppError('NOT_FOUND');
  return order;
}
