import { Op } from 'sequelize';
import type { PaymentMethod, PayOrderInput } from '../../shared/contracts/orders.ts';
import { lockAccounts } from '../credits/lock-accounts.ts';
import type { Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { PaymentProvider } from '../payment/payment-gateway.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError, validationError } from '../platform/app-error.ts';
import { hashInput } from '../platform/input-hash.ts';
import { addAttempt } from './add-attempt.ts';
import { closeAttempt } from './close-attempt.ts';
import { getOwnOrder } from './get-own-order.ts';
import { loadOrderView } from './load-order-view.ts';
import { lockOrder } from './lock-order.ts';
import { openAttempt } from './open-attempt.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { definePayment, type Payment } from './orders.model.ts';
import type { OrderReceipt } from './place-order.ts';

/** Earlier attempts are closed before the next by the last call already, unless the gateway was down for long. */
const MAX_RETIRED = 10;

/**
 * Makes a new attempt to pay an unpaid order, optionally by another method, and closes the attempts before it at their
 * gateways, so that the buyer does not pay twice; one that turns out to be paid settles the order. The same key with
 * the same input makes one attempt. Throws NOT_FOUND, ORDER_NOT_PAYABLE, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH.
 */
export async function payOrder(deps: OrdersDeps, actor: Actor, input: PayOrderInput): Promise<OrderReceipt> {
  const { db, gateways, events } = deps;
  const { idempotencyKey = null, ...content } = input;
  const { orderNo, paymentMethod } = await getOwnOrder(deps, actor, input.orderNo);
  const request = { userId: actor.userId, orderNo, key: idempotencyKey, inputSha256: hashInput(content) };

  let replayed = await isReplay(db.reader, request);
  if (!replayed) {
    const method = input.paymentMethod ?? paymentMethod;
    const gateway = gateways.forMethod(method);
    if (!gateway) {
      throw validationError([{ path: 'paymentMethod', code: 'invalid_value', message: 'not offered' }]);
    }
    const attempt = await db.write((tx) => insertAttempt(tx, request, method, gateway.provider), {
      repeatable: idempotencyKey !== null,
    });
    replayed = attempt === null;
    if (attempt !== null) {
      events.publish([{ userId: actor.userId, topic: 'orders', id: orderNo }]);
      await retireAttemptsBefore(deps, orderNo, attempt);
    }
  }
  await openAttempt(deps, orderNo);
  return { order: await loadOrderView(deps, orderNo), replayed };
}

interface PayRequest {
  readonly userId: string;
  readonly orderNo: string;
  readonly key: string | null;
  readonly inputSha256: string;
}

async function isReplay(reader: Reader, { userId, key, inputSha256 }: PayRequest): Promise<boolean> {
  if (key === null) return false;
  const [known] = await reader.all<{ input_sha256: string }>(
    `SELECT payments.input_sha256 FROM payments JOIN orders ON orders.order_no = payments.order_no
     WHERE orders.user_id = $userId AND payments.idempotency_key = $key`,
    { userId, key },
  );
  if (known && known.input_sha256 !== inputSha256) throw new AppError('IDEMPOTENCY_MISMATCH');
  return known !== undefined;
}

/** The new attempt's number; null when the same request had made one before. */
async function insertAttempt(
  tx: Tx,
  request: PayRequest,
  paymentMethod: PaymentMethod,
  provider: PaymentProvider,
): Promise<number | null> {
  const order = await lockOrder(tx, request.orderNo);
  // A key belongs to the user, not to one order, so its uses are told apart under the user's lock.
  if (request.key !== null) await lockAccounts(tx, [request.userId]);
  if (await isReplay(tx, request)) return null;
  if (order?.paymentStatus !== 'PENDING') throw new AppError('ORDER_NOT_PAYABLE');
  const attempt = await addAttempt(tx, order, {
    provider,
    paymentMethod,
    idempotencyKey: request.key,
    inputSha256: request.key === null ? null : request.inputSha256,
  });
  await tx.run(
    `UPDATE orders SET payment_method = $paymentMethod WHERE order_no = $orderNo AND payment_status = 'PENDING'`,
    { orderNo: request.orderNo, paymentMethod },
  );
  return attempt;
}

async function retireAttemptsBefore(deps: OrdersDeps, orderNo: string, attempt: number): Promise<void> {
  const earlier = await deps.db.model(definePayment).findAll({
    where: { orderNo, attempt: { [Op.lt]: attempt }, state: ['CREATED', 'OPEN', 'FAILED'] },
    order: [['attempt', 'DESC']],
    limit: MAX_RETIRED,
  });
  // All at once, so that a gateway that hangs is waited for once.
  await Promise.all(earlier.map((one) => retireAttempt(deps, one)));
}

async function retireAttempt(deps: OrdersDeps, attempt: Payment): Promise<void> {
  try {
    if ((await closeAttempt(deps, attempt)) === 'PAID') return;
    await deps.db.write(
      (tx) =>
        tx.run(
          `UPDATE payments SET state = 'CLOSED' WHERE id = $id AND state IN ('CREATED', 'OPEN', 'FAILED')`,
          { id: attempt.id },
        ),
      { repeatable: true },
    );
  } catch (error) {
    // A new code is worth having all the same; should both be paid, the second is surplus and goes back.
    deps.logger.warn(
      { err: error, outTradeNo: attempt.outTradeNo },
      'an earlier attempt could not be closed',
    );
  }
}
