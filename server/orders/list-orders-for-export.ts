import { Op } from 'sequelize';
import type { OrderView } from '../../shared/contracts/orders.ts';
import type { OrderReadDeps } from './orders-deps.ts';
import { defineOrder } from './orders.model.ts';
import { presentOrder } from './orders.presenter.ts';

const BATCH_SIZE = 200;

/** Every order of a user, oldest first, read in batches so that any number of them takes little memory. */
export async function* listOrdersForExport(
  { db, gateways }: OrderReadDeps,
  userId: string,
): AsyncGenerator<OrderView> {
  let lastId = 0;
  for (;;) {
    const orders = await db
      .model(defineOrder)
      .findAll({ where: { userId, id: { [Op.gt]: lastId } }, order: [['id', 'ASC']], limit: BATCH_SIZE });
    for (const order of orders) yield presentOrder(order, null, gateways.mode);
    if (orders.length < BATCH_SIZE) return;
    lastId = orders.at(-1)?.id ?? lastId;
  }
}
