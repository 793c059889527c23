import type { Tx } from '../database/transaction.ts';
import type { PaymentNotice } from '../payment/payment-gateway.ts';

/**
 * Why money that was announced is not believed to be for an order: no attempt of ours has that number, or another
 * gateway's; it went to another merchant; it is another amount; the gateway's own number of the trade differs from the
 * one we know, or belongs to another attempt.
 */
export type DisputeReason =
  'UNKNOWN_ORDER' | 'WRONG_PROVIDER' | 'WRONG_MERCHANT' | 'WRONG_AMOUNT' | 'OTHER_TRADE' | 'TRADE_REUSED';

/** What the notice should have said, as far as we know it. */
export interface DisputedOrder {
  readonly orderNo: string;
  readonly expectedFen: number;
}

/** Step: keeps a notice that is not believed for an operator to look at; the same one again is kept once. */
export async function recordDispute(
  tx: Tx,
  notice: PaymentNotice,
  reason: DisputeReason,
  order: DisputedOrder | null,
): Promise<void> {
  await tx.run(
    `INSERT INTO payment_disputes (provider, reason, out_trade_no, provider_trade_no, amount_fen, order_no,
                                   expected_fen, details, created_at)
     VALUES ($provider, $reason, $outTradeNo, $providerTradeNo, $amountFen, $orderNo, $expectedFen, $details, $now)
     ON CONFLICT DO NOTHING`,
    {
      provider: notice.provider,
      reason,
      outTradeNo: notice.outTradeNo,
      providerTradeNo: notice.providerTradeNo,
      amountFen: notice.amountFen,
      orderNo: order?.orderNo ?? null,
      expectedFen: order?.expectedFen ?? null,
      details: JSON.stringify({ merchant: notice.merchant, paidAt: notice.paidAt.toISOString() }),
      now: tx.now.getTime(),
    },
  );
}
