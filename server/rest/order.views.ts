import { z } from 'zod';
import { integerIdSchema } from '../../shared/contracts/common.ts';
import { MEMBERSHIP_TYPES } from '../../shared/contracts/membership.ts';
import {
  orderKindSchema,
  orderNoSchema,
  ORDER_STATUSES,
  PAYMENT_METHODS,
  PAYMENT_MODES,
  paymentMethodSchema,
  type MembershipOrderView,
  type OrderView,
  type PaymentMethodView,
  type PaymentView,
  type RechargeOrderView,
  type SimulatedPaymentView,
} from '../../shared/contracts/orders.ts';
import { instantSchema, integerSchema, toInstant, toYuan, uuidFieldSchema, yuanSchema } from './fields.ts';

/** What places an order of either kind. */
export const placeOrderBodySchema = z.strictObject({
  price_id: integerIdSchema,
  payment_method: paymentMethodSchema,
});

/** Which order an address means. */
export const orderNoParamsSchema = z.strictObject({ order_no: orderNoSchema });

/** Which order the simulator is to pay. */
export const callbackBodySchema = z.strictObject({ order_type: orderKindSchema, order_no: orderNoSchema });

const orderShape = {
  price: yuanSchema,
  payment_method: z.enum(PAYMENT_METHODS),
  payment_status: z.enum(ORDER_STATUSES),
};

/** A recharge order in a list. */
export const rechargeOrderSchema = z
  .strictObject({
    id: integerSchema,
    user_id: uuidFieldSchema,
    order_no: z.string(),
    amount: integerSchema,
    bonus: integerSchema,
    total_amount: integerSchema,
    ...orderShape,
    paid_at: instantSchema.nullable(),
    created_at: instantSchema,
    expires_at: instantSchema,
  })
  .meta({ id: 'RechargeOrder' });

/** A membership order in a list; its dates are null until it is paid. */
export const membershipOrderSchema = z
  .strictObject({
    id: integerSchema,
    user_id: uuidFieldSchema,
    order_no: z.string(),
    membership_type: z.enum(MEMBERSHIP_TYPES),
    duration_days: integerSchema,
    ...orderShape,
    start_date: instantSchema.nullable(),
    end_date: instantSchema.nullable(),
    paid_at: instantSchema.nullable(),
    created_at: instantSchema,
    expires_at: instantSchema,
  })
  .meta({ id: 'MembershipOrder' });

/** How to pay an order now. */
const paymentSchema = z
  .strictObject({
    mode: z.enum(PAYMENT_MODES),
    qr_content: z
      .string()
      .nullable()
      .meta({ description: 'what to show as a QR code; null when the gateway could not be reached' }),
    retryable: z.boolean().meta({ description: 'asking again may bring the QR code' }),
    expires_at: instantSchema,
  })
  .meta({ id: 'Payment' });

const paymentField = paymentSchema.nullable().meta({ description: 'null once the order cannot be paid' });
/** A recharge order with how to pay it. */
export const payableRechargeOrderSchema = rechargeOrderSchema
  .extend({ payment: paymentField })
  .meta({ id: 'PayableRechargeOrder' });
/** A membership order with how to pay it. */
export const payableMembershipOrderSchema = membershipOrderSchema
  .extend({ payment: paymentField })
  .meta({ id: 'PayableMembershipOrder' });
/** An order of either kind with how to pay it. */
export const anyOrderSchema = z.union([payableRechargeOrderSchema, payableMembershipOrderSchema]);

/** A way to pay. */
export const paymentMethodViewSchema = z.strictObject({
  method: z.enum(PAYMENT_METHODS),
  mode: z.enum(PAYMENT_MODES),
});

/** What the callback answers. */
export const simulatedPaymentSchema = z.strictObject({
  order_type: orderKindSchema,
  order_no: z.string(),
  payment_status: z.enum(ORDER_STATUSES),
});

/** A recharge order in REST names, as lists show it. */
export function toRestRechargeOrder(order: RechargeOrderView): z.output<typeof rechargeOrderSchema> {
  return {
    id: order.id,
    user_id: order.userId,
    order_no: order.orderNo,
    amount: order.amount,
    bonus: order.bonus,
    total_amount: order.totalAmount,
    price: toYuan(order.priceFen),
    payment_method: order.paymentMethod,
    payment_status: order.paymentStatus,
    paid_at: toInstant(order.paidAt),
    created_at: toInstant(order.createdAt),
    expires_at: toInstant(order.expiresAt),
  };
}

/** A membership order in REST names, as lists show it. */
export function toRestMembershipOrder(order: MembershipOrderView): z.output<typeof membershipOrderSchema> {
  return {
    id: order.id,
    user_id: order.userId,
    order_no: order.orderNo,
    membership_type: order.membershipType,
    duration_days: order.durationDays,
    price: toYuan(order.priceFen),
    payment_method: order.paymentMethod,
    payment_status: order.paymentStatus,
    start_date: toInstant(order.startDate),
    end_date: toInstant(order.endDate),
    paid_at: toInstant(order.paidAt),
    created_at: toInstant(order.createdAt),
    expires_at: toInstant(order.expiresAt),
  };
}

/** An order of either kind in REST names, with how to pay it. */
export function toRestOrder(order: OrderView): z.output<typeof anyOrderSchema> {
  return order.kind === 'recharge' ? toRestPayableRechargeOrder(order) : toRestPayableMembershipOrder(order);
}

/** A recharge order in REST names, with how to pay it. A membership order here is a mistake in the program. */
export function toRestPayableRechargeOrder(order: OrderView): z.output<typeof payableRechargeOrderSchema> {
  return { ...toRestRechargeOrder(requireRechargeOrder(order)), payment: toRestPayment(order.payment) };
}

/** A membership order in REST names, with how to pay it. A recharge order here is a mistake in the program. */
export function toRestPayableMembershipOrder(
  order: OrderView,
): z.output<typeof payableMembershipOrderSchema> {
  return { ...toRestMembershipOrder(requireMembershipOrder(order)), payment: toRestPayment(order.payment) };
}

/** The order as a recharge order, which it must be. */
export function requireRechargeOrder(order: OrderView): RechargeOrderView {
  if (order.kind !== 'recharge') throw new TypeError('not a recharge order');
  return order;
}

/** The order as a membership order, which it must be. */
export function requireMembershipOrder(order: OrderView): MembershipOrderView {
  if (order.kind !== 'membership') throw new TypeError('not a membership order');
  return order;
}

function toRestPayment(payment: PaymentView | null): z.output<typeof paymentField> {
  return (
    payment && {
      mode: payment.mode,
      qr_content: payment.qrContent,
      retryable: payment.retryable,
      expires_at: toInstant(payment.expiresAt),
    }
  );
}

/** A payment method in REST names. */
export function toRestPaymentMethod(view: PaymentMethodView): z.output<typeof paymentMethodViewSchema> {
  return { method: view.method, mode: view.mode };
}

/** The callback's answer in REST names. */
export function toRestSimulatedPayment(view: SimulatedPaymentView): z.output<typeof simulatedPaymentSchema> {
  return { order_type: view.orderType, order_no: view.orderNo, payment_status: view.paymentStatus };
}
