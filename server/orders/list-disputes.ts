import type { AppDeps } from '../platform/app-deps.ts';
import type { PaymentProvider } from '../payment/payment-gateway.ts';
import type { DisputeReason } from './record-dispute.ts';

/** A notice that was not believed, as an operator sees it. */
export interface DisputeView {
  readonly id: number;
  readonly provider: PaymentProvider;
  readonly reason: DisputeReason;
  readonly outTradeNo: string;
  readonly providerTradeNo: string;
  readonly amountFen: number;
  readonly orderNo: string | null;
  readonly expectedFen: number | null;
  readonly details: unknown;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
}

interface Row {
  readonly id: number;
  readonly provider: PaymentProvider;
  readonly reason: DisputeReason;
  readonly out_trade_no: string;
  readonly provider_trade_no: string;
  readonly amount_fen: number;
  readonly order_no: string | null;
  readonly expected_fen: number | null;
  readonly details: string;
  readonly created_at: number;
  readonly resolved_at: number | null;
}

const NEWEST = 1_000;

/** For operators: notices that were not believed, newest first, at most 1,000; of one order when it is named. */
export async function listDisputes(
  { db }: Pick<AppDeps, 'db'>,
  filter: { readonly orderNo?: string } = {},
): Promise<DisputeView[]> {
  const rows = await db.reader.all<Row>(
    `SELECT id, provider, reason, out_trade_no, provider_trade_no, amount_fen, order_no, expected_fen, details,
            created_at, resolved_at
     FROM payment_disputes ${filter.orderNo === undefined ? '' : 'WHERE order_no = $orderNo'}
     ORDER BY id DESC LIMIT ${NEWEST}`,
    filter.orderNo === undefined ? {} : { orderNo: filter.orderNo },
  );
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    reason: row.reason,
    outTradeNo: row.out_trade_no,
    providerTradeNo: row.provider_trade_no,
    amountFen: row.amount_fen,
    orderNo: row.order_no,
    expectedFen: row.expected_fen,
    details: JSON.parse(row.details) as unknown,
    createdAt: new Date(row.created_at),
    resolvedAt: row.resolved_at === null ? null : new Date(row.resolved_at),
  }));
}
