import type { OrderView } from '../../shared/contracts/orders.ts';
import { AppError } from '../platform/app-error.ts';
import { findOrder } from './find-order.ts';
import { listDisputes, type DisputeView } from './list-disputes.ts';
import { definePayment, type Payment } from './orders.model.ts';
import type { OrderReadDeps } from './orders-deps.ts';
import { presentOrder } from './orders.presenter.ts';

/** One attempt to pay, as an operator sees it. */
export type AttemptView = Pick<
  Payment,
  | 'attempt'
  | 'provider'
  | 'paymentMethod'
  | 'outTradeNo'
  | 'providerTradeNo'
  | 'amountFen'
  | 'state'
  | 'createdAt'
  | 'expiresAt'
  | 'paidAt'
>;

/** Money that goes back, as an operator sees it. */
export interface RefundRow {
  readonly outRefundNo: string;
  readonly purpose: 'ORDER' | 'SURPLUS';
  readonly amountFen: number;
  readonly credits: number;
  readonly state: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly reason: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Everything that is known about an order. */
export interface OrderDescription {
  readonly order: OrderView;
  readonly settledAt: Date | null;
  readonly closedAt: Date | null;
  readonly payments: readonly AttemptView[];
  readonly refunds: readonly RefundRow[];
  readonly disputes: readonly DisputeView[];
}

interface StoredRefund {
  readonly out_refund_no: string;
  readonly purpose: 'ORDER' | 'SURPLUS';
  readonly amount_fen: number;
  readonly credits: number;
  readonly state: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly reason: string;
  readonly created_at: number;
  readonly finished_at: number | null;
}

/** For operators: an order of anybody's with its payments, refunds and disputes. Throws NOT_FOUND. */
export async function describeOrder(deps: OrderReadDeps, orderNo: string): Promise<OrderDescription> {
  const order = await findOrder(deps, orderNo);
  if (!order) throw new AppError('NOT_FOUND');
  const payments = await deps.db
    .model(definePayment)
    .findAll({ where: { orderNo }, order: [['attempt', 'ASC']] });
  return {
    order: presentOrder(order, payments.at(-1) ?? null, deps.gateways.mode),
    settledAt: order.settledAt,
    closedAt: order.closedAt,
    payments: payments.map(presentAttempt),
    refunds: await listRefunds(deps, orderNo),
    disputes: await listDisputes(deps, { orderNo }),
  };
}

function presentAttempt(payment: Payment): AttemptView {
  return {
    attempt: payment.attempt,
    provider: payment.provider,
    paymentMethod: payment.paymentMethod,
    outTradeNo: payment.outTradeNo,
    providerTradeNo: payment.providerTradeNo,
    amountFen: payment.amountFen,
    state: payment.state,
    createdAt: payment.createdAt,
    expiresAt: payment.expiresAt,
    paidAt: payment.paidAt,
  };
}

async function listRefunds({ db }: Pick<OrderReadDeps, 'db'>, orderNo: string): Promise<RefundRow[]> {
  const rows = await db.reader.all<StoredRefund>(
    `SELECT out_refund_no, purpose, amount_fen, credits, state, reason, created_at, finished_at
     FROM payment_refunds WHERE order_no = $orderNo ORDER BY id`,
    { orderNo },
  );
  return rows.map((row) => ({
    outRefundNo: row.out_refund_no,
    purpose: row.purpose,
    amountFen: row.amount_fen,
    credits: row.credits,
    state: row.state,
    reason: row.reason,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  }));
}
