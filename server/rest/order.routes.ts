import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cancelOrder } from '../orders/cancel-order.ts';
import { checkOrder } from '../orders/check-order.ts';
import { getOrder } from '../orders/get-order.ts';
import { listPaymentMethods } from '../orders/list-payment-methods.ts';
import { placeMembershipOrder } from '../orders/place-membership-order.ts';
import { placeRechargeOrder } from '../orders/place-recharge-order.ts';
import { simulatePayment } from '../orders/simulate-payment.ts';
import { MEMBERSHIP_ORDER_EXAMPLE, PAYMENT_EXAMPLE, RECHARGE_ORDER_EXAMPLE } from './examples.ts';
import {
  anyOrderSchema,
  callbackBodySchema,
  orderNoParamsSchema,
  payableMembershipOrderSchema,
  payableRechargeOrderSchema,
  paymentMethodViewSchema,
  placeOrderBodySchema,
  simulatedPaymentSchema,
  toRestOrder,
  toRestPayableMembershipOrder,
  toRestPayableRechargeOrder,
  toRestPaymentMethod,
  toRestSimulatedPayment,
} from './order.views.ts';
import { publicRoute, userRoute } from './rest-route.ts';

/** Placing orders, looking at one, and paying it. */
export function registerOrderRoutes(app: FastifyInstance): void {
  registerPlacing(app);
  registerOneOrder(app);
  registerPaying(app);
}

function registerPlacing(app: FastifyInstance): void {
  userRoute(app, {
    method: 'POST',
    url: '/credit/recharge',
    operationId: 'placeRechargeOrder',
    tag: 'credit',
    summary: 'Order a credit package',
    body: placeOrderBodySchema,
    data: payableRechargeOrderSchema,
    example: { ...RECHARGE_ORDER_EXAMPLE, payment: PAYMENT_EXAMPLE },
    reasons: ['NOT_FOUND', 'TOO_MANY_PENDING_ORDERS'],
    takesIdempotencyKey: true,
    handle: async ({ context, actor, body, idempotencyKey, markReplayed }) => {
      const input = toPlaceOrderInput(body, idempotencyKey);
      const { order, replayed } = await placeRechargeOrder(context.services, actor, input);
      markReplayed(replayed);
      return toRestPayableRechargeOrder(order);
    },
  });

  userRoute(app, {
    method: 'POST',
    url: '/credit/membership',
    operationId: 'placeMembershipOrder',
    tag: 'membership',
    summary: 'Order a membership',
    body: placeOrderBodySchema,
    data: payableMembershipOrderSchema,
    example: { ...MEMBERSHIP_ORDER_EXAMPLE, payment: PAYMENT_EXAMPLE },
    reasons: ['NOT_FOUND', 'TOO_MANY_PENDING_ORDERS'],
    takesIdempotencyKey: true,
    handle: async ({ context, actor, body, idempotencyKey, markReplayed }) => {
      const input = toPlaceOrderInput(body, idempotencyKey);
      const { order, replayed } = await placeMembershipOrder(context.services, actor, input);
      markReplayed(replayed);
      return toRestPayableMembershipOrder(order);
    },
  });
}

function registerOneOrder(app: FastifyInstance): void {
  const example = { ...RECHARGE_ORDER_EXAMPLE, payment: PAYMENT_EXAMPLE };
  userRoute(app, {
    method: 'GET',
    url: '/credit/orders/:order_no',
    operationId: 'getOrder',
    tag: 'orders',
    summary: 'One order, of either kind',
    params: orderNoParamsSchema,
    data: anyOrderSchema,
    example,
    reasons: ['NOT_FOUND'],
    handle: async ({ context, actor, params }) =>
      toRestOrder(await getOrder(context.services, actor, { orderNo: params.order_no })),
  });

  userRoute(app, {
    method: 'POST',
    url: '/credit/orders/:order_no/cancel',
    operationId: 'cancelOrder',
    tag: 'orders',
    summary: 'Give up an unpaid order',
    params: orderNoParamsSchema,
    data: anyOrderSchema,
    example: { ...example, payment_status: 'CLOSED', payment: null },
    reasons: ['NOT_FOUND', 'ORDER_NOT_CANCELLABLE'],
    handle: async ({ context, actor, params }) =>
      toRestOrder(await cancelOrder(context.services, actor, { orderNo: params.order_no })),
  });

  userRoute(app, {
    method: 'POST',
    url: '/credit/orders/:order_no/check',
    operationId: 'checkOrder',
    tag: 'orders',
    summary: '"I have paid": asks the gateway',
    params: orderNoParamsSchema,
    data: anyOrderSchema,
    example: { ...example, payment_status: 'PAID', paid_at: '2026-01-22T08:31:00.000Z', payment: null },
    reasons: ['NOT_FOUND'],
    handle: async ({ context, actor, params }) =>
      toRestOrder(await checkOrder(context.services, actor, { orderNo: params.order_no })),
  });
}

function registerPaying(app: FastifyInstance): void {
  publicRoute(app, {
    method: 'GET',
    url: '/payment/methods',
    operationId: 'listPaymentMethods',
    tag: 'orders',
    summary: 'Ways to pay',
    data: z.array(paymentMethodViewSchema),
    example: [{ method: 'alipay', mode: 'simulated' }],
    handle: async ({ context }) => listPaymentMethods(context.services).map(toRestPaymentMethod),
  });

  publicRoute(app, {
    method: 'POST',
    url: '/credit/payment/callback',
    operationId: 'simulatePayment',
    tag: 'orders',
    summary: 'Pay an order at the simulator (404 with real payments)',
    access: 'callback',
    body: callbackBodySchema,
    data: simulatedPaymentSchema,
    example: { order_type: 'recharge', order_no: RECHARGE_ORDER_EXAMPLE.order_no, payment_status: 'PAID' },
    reasons: ['NOT_FOUND', 'ORDER_NOT_PAYABLE'],
    handle: async ({ context, body }) =>
      toRestSimulatedPayment(
        await simulatePayment(context.services, { orderType: body.order_type, orderNo: body.order_no }),
      ),
  });
}

function toPlaceOrderInput(
  body: z.output<typeof placeOrderBodySchema>,
  idempotencyKey: string | undefined,
): { priceId: number; paymentMethod: 'alipay' | 'wechat'; idempotencyKey?: string } {
  return {
    priceId: body.price_id,
    paymentMethod: body.payment_method,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}
