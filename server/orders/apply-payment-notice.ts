import type { Tx } from '../database/transaction.ts';
import type { PaymentNotice, PaymentProvider } from '../payment/payment-gateway.ts';
import type { LiveChange } from '../platform/events.ts';
import { lockOrder } from './lock-order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import type { PaymentState } from './orders.model.ts';
import { recordDispute, type DisputeReason } from './record-dispute.ts';
import { recordSurplus } from './record-surplus.ts';
import { settleOrder } from './settle-order.ts';

/**
 * What became of a notice. `SETTLED`: it paid the order. `REPEATED`: it had been applied before. `SURPLUS`: the order was
 * paid already, the money is to go back. `DISPUTED`: it is not believed and an operator will see it. `IGNORED`: it
 * announces no money.
 */
export type NoticeOutcome = 'SETTLED' | 'REPEATED' | 'SURPLUS' | 'DISPUTED' | 'IGNORED';

interface Applied {
  readonly outcome: NoticeOutcome;
  readonly changes: readonly LiveChange[];
  readonly reason?: DisputeReason;
}

interface Attempt {
  readonly id: number;
  readonly order_no: string;
  readonly provider: PaymentProvider;
  readonly provider_trade_no: string | null;
  readonly amount_fen: number;
  readonly state: PaymentState;
}

/**
 * The one road on which money enters: notices, queries, the simulator and reconciliation all end here. In one
 * transaction the attempt and the order change state and the order's grants are posted; applied any number of times, in
 * any order and from several processes at once, it grants once. An order that was closed is paid all the same.
 */
export async function applyPaymentNotice(deps: OrdersDeps, notice: PaymentNotice): Promise<NoticeOutcome> {
  if (notice.kind !== 'PAID') return 'IGNORED';
  const { db, events, logger } = deps;
  const { outcome, changes, reason } = await db.write((tx) => apply(tx, deps, notice), { repeatable: true });
  events.publish(changes);
  const { provider, outTradeNo, providerTradeNo, amountFen } = notice;
  logger[outcome === 'DISPUTED' || outcome === 'SURPLUS' ? 'warn' : 'info'](
    { provider, outTradeNo, providerTradeNo, amountFen, outcome, reason },
    'payment notice applied',
  );
  return outcome;
}

async function apply(tx: Tx, { config, gateways }: OrdersDeps, notice: PaymentNotice): Promise<Applied> {
  const known = await readAttempt(tx, notice.outTradeNo);
  if (!known) return dispute(tx, notice, 'UNKNOWN_ORDER', null);
  const order = await lockOrder(tx, known.order_no);
  // Read again under the order's lock: another notice may have been applied while this one waited.
  const attempt = await readAttempt(tx, notice.outTradeNo);
  if (!order || !attempt) throw new Error('an attempt without its order');

  const problem = await findProblem(tx, notice, attempt, gateways.forProvider(notice.provider)?.merchant);
  if (problem) return dispute(tx, notice, problem, attempt);
  if (attempt.state === 'SUCCEEDED' || attempt.state === 'SURPLUS') {
    return { outcome: 'REPEATED', changes: [] };
  }

  const settles = order.paymentStatus === 'PENDING' || order.paymentStatus === 'CLOSED';
  const changed = await tx.run(
    `UPDATE payments SET state = $state, provider_trade_no = $providerTradeNo, paid_at = $paidAt
     WHERE id = $id AND state IN ('CREATED', 'OPEN', 'FAILED', 'CLOSED')`,
    {
      id: attempt.id,
      state: settles ? 'SUCCEEDED' : 'SURPLUS',
      providerTradeNo: notice.providerTradeNo,
      paidAt: notice.paidAt.getTime(),
    },
  );
  if (changed !== 1) throw new Error('the attempt changed although its order was locked');
  if (settles) return { outcome: 'SETTLED', changes: await settleOrder(tx, order, notice.paidAt, config) };

  await recordSurplus(tx, {
    paymentId: attempt.id,
    orderNo: order.orderNo,
    outTradeNo: notice.outTradeNo,
    amountFen: attempt.amount_fen,
  });
  return { outcome: 'SURPLUS', changes: [{ userId: order.userId, topic: 'orders', id: order.orderNo }] };
}

async function readAttempt(tx: Tx, outTradeNo: string): Promise<Attempt | null> {
  const [attempt] = await tx.all<Attempt>(
    `SELECT id, order_no, provider, provider_trade_no, amount_fen, state FROM payments WHERE out_trade_no = $outTradeNo`,
    { outTradeNo },
  );
  return attempt ?? null;
}

async function findProblem(
  tx: Tx,
  notice: PaymentNotice,
  attempt: Attempt,
  merchant: string | undefined,
): Promise<DisputeReason | null> {
  if (notice.provider !== attempt.provider) return 'WRONG_PROVIDER';
  if (notice.merchant !== merchant) return 'WRONG_MERCHANT';
  if (notice.amountFen !== attempt.amount_fen) return 'WRONG_AMOUNT';
  if (attempt.provider_trade_no !== null && attempt.provider_trade_no !== notice.providerTradeNo) {
    return 'OTHER_TRADE';
  }
  const others = await tx.all(
    `SELECT id FROM payments WHERE provider = $provider AND provider_trade_no = $providerTradeNo AND id <> $id`,
    { provider: notice.provider, providerTradeNo: notice.providerTradeNo, id: attempt.id },
  );
  return others.length > 0 ? 'TRADE_REUSED' : null;
}

async function dispute(
  tx: Tx,
  notice: PaymentNotice,
  reason: DisputeReason,
  attempt: Attempt | null,
): Promise<Applied> {
  const order = attempt && { orderNo: attempt.order_no, expectedFen: attempt.amount_fen };
  await recordDispute(tx, notice, reason, order);
  return { outcome: 'DISPUTED', changes: [], reason };
}
