import type { Tx } from '../database/transaction.ts';

/** A payment for an order that another payment had settled already. */
export interface SurplusPayment {
  readonly paymentId: number;
  readonly orderNo: string;
  readonly outTradeNo: string;
  readonly amountFen: number;
}

/** Step: writes down that all of a surplus payment is to go back; once per payment. It takes no credits back. */
export async function recordSurplus(tx: Tx, surplus: SurplusPayment): Promise<void> {
  await tx.run(
    `INSERT INTO payment_refunds (order_no, payment_id, purpose, out_refund_no, amount_fen, credits, state, reason,
                                  next_attempt_at, created_at)
     VALUES ($orderNo, $paymentId, 'SURPLUS', $outRefundNo, $amountFen, 0, 'PENDING', 'SURPLUS_PAYMENT', $now, $now)
     ON CONFLICT DO NOTHING`,
    {
      orderNo: surplus.orderNo,
      paymentId: surplus.paymentId,
      outRefundNo: `${surplus.outTradeNo}S`,
      amountFen: surplus.amountFen,
      now: tx.now.getTime(),
    },
  );
}
