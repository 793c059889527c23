import type { OrderView, PaymentMode, PaymentView } from '../../shared/contracts/orders.ts';
import type { Order, Payment } from './orders.model.ts';

/** An order as its owner sees it; `attempt` is its newest, which an order that cannot be paid any more needs not have. */
export function presentOrder(order: Order, attempt: Payment | null, mode: PaymentMode): OrderView {
  const common = {
    id: order.id,
    userId: order.userId,
    orderNo: order.orderNo,
    priceFen: order.priceFen,
    refundedFen: order.refundedFen,
    paymentMethod: order.paymentMethod,
    paymentStatus: order.paymentStatus,
    paidLate: order.paidLate,
    paidAt: order.paidAt,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    payment: order.paymentStatus === 'PENDING' ? presentPayment(order, attempt, mode) : null,
  };
  if (order.kind === 'recharge') {
    const amount = order.amount ?? 0;
    const bonus = order.bonus ?? 0;
    return { ...common, kind: order.kind, amount, bonus, totalAmount: amount + bonus };
  }
  if (order.membershipType === null) throw new TypeError('a membership order has a membership type');
  return {
    ...common,
    kind: order.kind,
    membershipType: order.membershipType,
    durationDays: order.durationDays ?? 0,
    startDate: order.startAt,
    endDate: order.endAt,
  };
}

/** Only an attempt that is open at its gateway has something to scan; without one, paying again makes another. */
function presentPayment(order: Order, attempt: Payment | null, mode: PaymentMode): PaymentView {
  const qrContent = attempt?.state === 'OPEN' ? attempt.qrContent : null;
  return {
    mode,
    qrContent,
    retryable: qrContent === null,
    expiresAt: attempt?.expiresAt ?? order.expiresAt,
  };
}
