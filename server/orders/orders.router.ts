import {
  orderNoInput,
  pageOrdersInput,
  payOrderInput,
  placeOrderInput,
  simulatePaymentInput,
} from '../../shared/contracts/orders.ts';
import { publicProcedure, router, userProcedure } from '../platform/trpc.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkOrder } from './check-order.ts';
import { getOrder } from './get-order.ts';
import { listPaymentMethods } from './list-payment-methods.ts';
import { pageOrders } from './page-orders.ts';
import { payOrder } from './pay-order.ts';
import { placeMembershipOrder } from './place-membership-order.ts';
import { placeRechargeOrder } from './place-recharge-order.ts';
import { simulatePayment } from './simulate-payment.ts';

/** Buying credits and memberships. */
export const ordersRouter = router({
  methods: publicProcedure.query(({ ctx }) => listPaymentMethods(ctx.services)),
  placeRecharge: userProcedure
    .input(placeOrderInput)
    .mutation(({ ctx, input }) => placeRechargeOrder(ctx.services, ctx.actor, input)),
  placeMembership: userProcedure
    .input(placeOrderInput)
    .mutation(({ ctx, input }) => placeMembershipOrder(ctx.services, ctx.actor, input)),
  pay: userProcedure
    .input(payOrderInput)
    .mutation(({ ctx, input }) => payOrder(ctx.services, ctx.actor, input)),
  get: userProcedure.input(orderNoInput).query(({ ctx, input }) => getOrder(ctx.services, ctx.actor, input)),
  page: userProcedure
    .input(pageOrdersInput)
    .query(({ ctx, input }) => pageOrders(ctx.services, ctx.actor, input)),
  cancel: userProcedure
    .input(orderNoInput)
    .mutation(({ ctx, input }) => cancelOrder(ctx.services, ctx.actor, input)),
  check: userProcedure
    .input(orderNoInput)
    .mutation(({ ctx, input }) => checkOrder(ctx.services, ctx.actor, input)),
  simulate: publicProcedure
    .input(simulatePaymentInput)
    .mutation(({ ctx, input }) => simulatePayment(ctx.services, input)),
});
