import { ORDER_NO_PATTERN } from '../../shared/contracts/orders.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import { defineOrder, type Order } from './orders.model.ts';

/** The order of that number, whosever it is. Anything that is not spelled like an order number is none. */
export async function findOrder({ db }: Pick<AppDeps, 'db'>, orderNo: string): Promise<Order | null> {
  // Also keeps from the database what it cannot take as text, such as NUL or half a surrogate pair.
  if (!ORDER_NO_PATTERN.test(orderNo)) return null;
  return db.model(defineOrder).findOne({ where: { orderNo } });
}
