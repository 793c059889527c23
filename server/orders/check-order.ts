import { Op } from 'sequelize';
import type { OrderNoInput, OrderView } from '../../shared/contracts/orders.ts';
import type { Actor } from '../platform/app-deps.ts';
import { askAttempt } from './ask-attempt.ts';
import { getOwnOrder } from './get-own-order.ts';
import { loadOrderView } from './load-order-view.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { definePayment, type Payment } from './orders.model.ts';

/** Older attempts are hardly what the buyer has just paid. */
const MAX_ASKED = 10;

/**
 * "I have paid": asks the gateways about the attempts of an order that is unpaid, or was closed, and answers with the
 * order as it is then. A gateway that does not answer leaves it as it was: asking again may help. Throws NOT_FOUND.
 */
export async function checkOrder(deps: OrdersDeps, actor: Actor, input: OrderNoInput): Promise<OrderView> {
  const order = await getOwnOrder(deps, actor, input.orderNo);
  if (order.paymentStatus === 'PENDING' || order.paymentStatus === 'CLOSED') {
    const attempts = await deps.db.model(definePayment).findAll({
      where: { orderNo: order.orderNo, state: { [Op.notIn]: ['SUCCEEDED', 'SURPLUS'] } },
      order: [['attempt', 'DESC']],
      limit: MAX_ASKED,
    });
    // All at once, so that a gateway that hangs is waited for once.
    await Promise.all(attempts.map((attempt) => ask(deps, attempt)));
  }
  return loadOrderView(deps, order.orderNo);
}

async function ask(deps: OrdersDeps, attempt: Payment): Promise<void> {
  try {
    await askAttempt(deps, attempt);
  } catch (error) {
    deps.logger.warn(
      { err: error, outTradeNo: attempt.outTradeNo },
      'the gateway did not say whether it was paid',
    );
  }
}
