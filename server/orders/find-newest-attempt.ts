import type { AppDeps } from '../platform/app-deps.ts';
import { definePayment, type Payment } from './orders.model.ts';

/** The latest attempt to pay an order; null only for an order number that does not exist. */
export async function findNewestAttempt(
  { db }: Pick<AppDeps, 'db'>,
  orderNo: string,
): Promise<Payment | null> {
  return db.model(definePayment).findOne({ where: { orderNo }, order: [['attempt', 'DESC']] });
}
