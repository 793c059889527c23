import type { OrderView } from '../../../shared/contracts/orders.ts';

/**
 * Where an order is on its way: `scan` (there is a code to scan), `no-code` (the gateway gave none), `time-up` (past
 * its end, the server has not decided yet), `paid`, `expired` or `cancelled` (closed, and it is certain by which),
 * `closed` (by either), `refunding`, `refunded`.
 */
export type PaymentPhase =
  'scan' | 'no-code' | 'time-up' | 'paid' | 'expired' | 'cancelled' | 'closed' | 'refunding' | 'refunded';

/**
 * The phase of an order at `nowMs` of the server's clock. `sawTimeUp`: the order was seen unpaid past its end, which
 * tells a closed one to have expired.
 */
export function readPaymentPhase(order: OrderView, nowMs: number, sawTimeUp = false): PaymentPhase {
  switch (order.paymentStatus) {
    case 'PENDING':
      if (nowMs >= order.expiresAt.getTime()) return 'time-up';
      return order.payment?.qrContent ? 'scan' : 'no-code';
    case 'PAID':
      return 'paid';
    case 'CLOSED':
      if (sawTimeUp) return 'expired';
      return nowMs < order.expiresAt.getTime() ? 'cancelled' : 'closed';
    case 'REFUNDING':
      return 'refunding';
    case 'REFUNDED':
      return 'refunded';
  }
}
