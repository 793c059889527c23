import { z } from 'zod';
import { idempotencyKeySchema, integerIdSchema, skipLimitSchema } from './common.ts';
import type { MembershipType } from './membership.ts';

/** What can be bought. */
export const ORDER_KINDS = ['recharge', 'membership'] as const;
/** One of {@link ORDER_KINDS}. */
export const orderKindSchema = z.enum(ORDER_KINDS);
export type OrderKind = z.infer<typeof orderKindSchema>;

/** How a buyer can pay. */
export const PAYMENT_METHODS = ['alipay', 'wechat'] as const;
/** One of {@link PAYMENT_METHODS}. */
export const paymentMethodSchema = z.enum(PAYMENT_METHODS);
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

/** How payments are made: by our simulator, at a local emulator of the gateways, or for real. */
export const PAYMENT_MODES = ['simulated', 'emulated', 'live'] as const;
export type PaymentMode = (typeof PAYMENT_MODES)[number];

/** `PENDING → PAID | CLOSED`, `CLOSED → PAID` (late money), `PAID → REFUNDING → PAID | REFUNDED`. */
export const ORDER_STATUSES = ['PENDING', 'PAID', 'CLOSED', 'REFUNDING', 'REFUNDED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** `R` or `M`, the business date, 16 random characters. */
export const ORDER_NO_PATTERN = /^[RM]\d{8}[0-9A-Z]{16}$/;
/** Looked up as it is: a number that no order has is simply not found. */
export const orderNoSchema = z.string().min(1).max(64);

/** How to pay an order now. `qrContent` null: the gateway could not be reached; paying again makes a new attempt. */
export interface PaymentView {
  mode: PaymentMode;
  qrContent: string | null;
  retryable: boolean;
  expiresAt: Date;
}

interface OrderViewBase {
  id: number;
  userId: string;
  orderNo: string;
  priceFen: number;
  refundedFen: number;
  paymentMethod: PaymentMethod;
  paymentStatus: OrderStatus;
  /** The money came after the order had been closed. */
  paidLate: boolean;
  paidAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  /** Null once the order is not payable. */
  payment: PaymentView | null;
}

/** An order for a credit package, with the numbers it was placed with. */
export interface RechargeOrderView extends OrderViewBase {
  kind: 'recharge';
  amount: number;
  bonus: number;
  totalAmount: number;
}

/** An order for a membership period, with the numbers it was placed with. */
export interface MembershipOrderView extends OrderViewBase {
  kind: 'membership';
  membershipType: MembershipType;
  durationDays: number;
  /** The period bought; null until paid. */
  startDate: Date | null;
  endDate: Date | null;
}

/** An order of either kind; `kind` tells which. */
export type OrderView = RechargeOrderView | MembershipOrderView;

/** Version of the terms the buyer saw, for example `2026-11-01`. */
export const termsVersionSchema = z.string().regex(/^[0-9A-Za-z.-]{1,32}$/);

/** Orders a credit package or a membership plan. */
export const placeOrderInput = z.strictObject({
  priceId: integerIdSchema,
  paymentMethod: paymentMethodSchema,
  idempotencyKey: idempotencyKeySchema.optional(),
  termsVersion: termsVersionSchema.optional(),
});
export type PlaceOrderInput = z.infer<typeof placeOrderInput>;

/** Makes a new attempt to pay a pending order, optionally by another method. */
export const payOrderInput = z.strictObject({
  orderNo: orderNoSchema,
  paymentMethod: paymentMethodSchema.optional(),
  idempotencyKey: idempotencyKeySchema.optional(),
});
export type PayOrderInput = z.infer<typeof payOrderInput>;

/** Names one order. */
export const orderNoInput = z.strictObject({ orderNo: orderNoSchema });
export type OrderNoInput = z.infer<typeof orderNoInput>;

/** Own orders by offset, newest first, of one kind or status if wanted. */
export const pageOrdersInput = skipLimitSchema.extend({
  kind: orderKindSchema.optional(),
  status: z.enum(ORDER_STATUSES).optional(),
});
export type PageOrdersInput = z.infer<typeof pageOrdersInput>;

/** The simulator's callback, as the guide words it. */
export const simulatePaymentInput = z.strictObject({ orderType: orderKindSchema, orderNo: orderNoSchema });
export type SimulatePaymentInput = z.infer<typeof simulatePaymentInput>;

/** What the callback answers; repeating it answers the same. */
export interface SimulatedPaymentView {
  orderType: OrderKind;
  orderNo: string;
  paymentStatus: OrderStatus;
}

/** A method on offer and how its payments are made. */
export interface PaymentMethodView {
  method: PaymentMethod;
  mode: PaymentMode;
}
