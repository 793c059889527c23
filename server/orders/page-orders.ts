import type { Page } from '../../shared/contracts/common.ts';
import type { OrderView, PageOrdersInput } from '../../shared/contracts/orders.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { OrderReadDeps } from './orders-deps.ts';
import { defineOrder, definePayment, type Payment } from './orders.model.ts';
import { presentOrder } from './orders.presenter.ts';

/** The caller's orders, newest first, optionally of one kind or status. */
export async function pageOrders(
  { db, gateways }: OrderReadDeps,
  actor: Actor,
  input: PageOrdersInput,
): Promise<Page<OrderView>> {
  const { rows: orders, count } = await db.model(defineOrder).findAndCountAll({
    where: {
      userId: actor.userId,
      ...(input.kind === undefined ? {} : { kind: input.kind }),
      ...(input.status === undefined ? {} : { paymentStatus: input.status }),
    },
    order: [['id', 'DESC']],
    offset: input.skip,
    limit: input.limit,
  });
  const payable = orders.filter((order) => order.paymentStatus === 'PENDING').map((order) => order.orderNo);
  const attempts = new Map<string, Payment>();
  if (payable.length > 0) {
    const payments = await db
      .model(definePayment)
      .findAll({ where: { orderNo: payable }, order: [['attempt', 'ASC']] });
    // In ascending order, so that the newest of each order stays.
    for (const payment of payments) attempts.set(payment.orderNo, payment);
  }
  return {
    items: orders.map((order) => presentOrder(order, attempts.get(order.orderNo) ?? null, gateways.mode)),
    total: count,
    skip: input.skip,
    limit: input.limit,
  };
}
