import type { PaymentMethod } from '../../shared/contracts/orders.ts';
import type { Tx } from '../database/transaction.ts';
import type { PaymentProvider } from '../payment/payment-gateway.ts';
import { AppError } from '../platform/app-error.ts';
import { formatOutTradeNo, MAX_PAYMENT_ATTEMPTS } from './format-out-trade-no.ts';
import type { LockedOrder } from './lock-order.ts';

/** A gateway is not asked to open a trade that has ended before the buyer could look at it. */
const SHORTEST_LIFE_MS = 60_000;

/** How the order is to be paid this time. */
export interface AttemptPlan {
  readonly provider: PaymentProvider;
  readonly paymentMethod: PaymentMethod;
  readonly idempotencyKey: string | null;
  readonly inputSha256: string | null;
}

/**
 * Step: writes down the next attempt to pay an order that the caller has locked or just placed; returns its number.
 * The gateway hears of it after the commit. Throws ORDER_NOT_PAYABLE when the attempts have used up their numbers.
 */
export async function addAttempt(
  tx: Tx,
  order: Pick<LockedOrder, 'orderNo' | 'priceFen' | 'expiresAt'>,
  plan: AttemptPlan,
): Promise<number> {
  const [row] = await tx.all<{ last: number | null }>(
    `SELECT MAX(attempt) AS last FROM payments WHERE order_no = $orderNo`,
    { orderNo: order.orderNo },
  );
  const attempt = (row?.last ?? 0) + 1;
  if (attempt > MAX_PAYMENT_ATTEMPTS) throw new AppError('ORDER_NOT_PAYABLE');
  await tx.run(
    `INSERT INTO payments (order_no, attempt, provider, payment_method, out_trade_no, amount_fen, state,
                           idempotency_key, input_sha256, created_at, expires_at)
     VALUES ($orderNo, $attempt, $provider, $paymentMethod, $outTradeNo, $amountFen, 'CREATED',
             $idempotencyKey, $inputSha256, $now, $expiresAt)`,
    {
      orderNo: order.orderNo,
      attempt,
      provider: plan.provider,
      paymentMethod: plan.paymentMethod,
      outTradeNo: formatOutTradeNo(order.orderNo, attempt),
      amountFen: order.priceFen,
      idempotencyKey: plan.idempotencyKey,
      inputSha256: plan.inputSha256,
      now: tx.now.getTime(),
      expiresAt: Math.max(order.expiresAt.getTime(), tx.now.getTime() + SHORTEST_LIFE_MS),
    },
  );
  return attempt;
}
