import type { SimulatedPaymentView, SimulatePaymentInput } from '../../shared/contracts/orders.ts';
import type { Tx } from '../database/transaction.ts';
import type { RawNotice } from '../payment/payment-gateway.ts';
import type { Simulator } from '../payment/simulator/simulator.ts';
import { AppError } from '../platform/app-error.ts';
import { addAttempt } from './add-attempt.ts';
import { applyPaymentNotice } from './apply-payment-notice.ts';
import { findNewestAttempt } from './find-newest-attempt.ts';
import { findOrder } from './find-order.ts';
import { lockOrder } from './lock-order.ts';
import { openAttempt } from './open-attempt.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** The newest attempt can be replaced while it is being paid; more often than this nobody does so by hand. */
const MAX_ROUNDS = 5;

/**
 * The guide's callback: pays an order at the simulator, whose notice then takes the road of every other. A paid order
 * answers the same again. Throws NOT_FOUND (unknown, of the other kind, or payments are not simulated) and
 * ORDER_NOT_PAYABLE (closed, refunding or refunded).
 */
export async function simulatePayment(
  deps: OrdersDeps,
  input: SimulatePaymentInput,
): Promise<SimulatedPaymentView> {
  const { simulator } = deps.gateways;
  if (!simulator) throw new AppError('NOT_FOUND');
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const order = await findOrder(deps, input.orderNo);
    if (order?.kind !== input.orderType) throw new AppError('NOT_FOUND');
    if (order.paymentStatus === 'PAID') {
      return { orderType: order.kind, orderNo: order.orderNo, paymentStatus: order.paymentStatus };
    }
    if (order.paymentStatus !== 'PENDING') throw new AppError('ORDER_NOT_PAYABLE');

    const raw = await pay(deps, simulator, order.orderNo);
    if (raw) {
      const verdict = await simulator.verifyNotice(raw);
      if (!verdict.genuine || !verdict.notice) throw new Error('the simulator disowns its own notice');
      const outcome = await applyPaymentNotice(deps, verdict.notice);
      // An order PENDING although its money came would be paid for ever.
      if (outcome === 'DISPUTED') throw new AppError('ORDER_NOT_PAYABLE');
    }
  }
  throw new AppError('UNAVAILABLE');
}

/** Pays the newest attempt; null for another round, with a new attempt made for it when that one cannot be paid. */
async function pay(deps: OrdersDeps, simulator: Simulator, orderNo: string): Promise<RawNotice | null> {
  await openAttempt(deps, orderNo);
  const attempt = await findNewestAttempt(deps, orderNo);
  // Somebody has made it since: replacing it before the gateway knows it would let the order be paid twice.
  if (attempt?.state === 'CREATED') return null;
  if (attempt?.provider === simulator.provider && attempt.state !== 'CLOSED') {
    const raw = await simulator.pay(attempt.outTradeNo, deps.db.now());
    if (raw) return raw;
  }
  await deps.db.write((tx) => replaceAttempt(tx, simulator, orderNo, attempt?.attempt ?? 0));
  return null;
}

/** Adds an attempt after `attempt`, unless somebody else has done so meanwhile. */
async function replaceAttempt(tx: Tx, simulator: Simulator, orderNo: string, attempt: number): Promise<void> {
  const order = await lockOrder(tx, orderNo);
  if (order?.paymentStatus !== 'PENDING') return;
  const newer = await tx.all(`SELECT id FROM payments WHERE order_no = $orderNo AND attempt > $attempt`, {
    orderNo,
    attempt,
  });
  if (newer.length > 0) return;
  await addAttempt(tx, order, {
    provider: simulator.provider,
    paymentMethod: order.paymentMethod,
    idempotencyKey: null,
    inputSha256: null,
  });
}
