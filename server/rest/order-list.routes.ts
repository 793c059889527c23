import type { FastifyInstance } from 'fastify';
import { pageOrders } from '../orders/page-orders.ts';
import { MEMBERSHIP_ORDER_EXAMPLE, RECHARGE_ORDER_EXAMPLE } from './examples.ts';
import { pageQuerySchema, pageSchema, toPage } from './fields.ts';
import {
  membershipOrderSchema,
  rechargeOrderSchema,
  requireMembershipOrder,
  requireRechargeOrder,
  toRestMembershipOrder,
  toRestRechargeOrder,
} from './order.views.ts';
import { userRoute } from './rest-route.ts';

/** A user's orders, one list for each kind. */
export function registerOrderListRoutes(app: FastifyInstance): void {
  userRoute(app, {
    method: 'GET',
    url: '/credit/recharge/orders',
    operationId: 'pageRechargeOrders',
    tag: 'credit',
    summary: 'Recharge orders, newest first',
    query: pageQuerySchema,
    data: pageSchema(rechargeOrderSchema),
    example: { items: [RECHARGE_ORDER_EXAMPLE], total: 1, skip: 0, limit: 20 },
    handle: async ({ context, actor, query }) =>
      toPage(await pageOrders(context.services, actor, { ...query, kind: 'recharge' }), (order) =>
        toRestRechargeOrder(requireRechargeOrder(order)),
      ),
  });

  userRoute(app, {
    method: 'GET',
    url: '/credit/membership/orders',
    operationId: 'pageMembershipOrders',
    tag: 'membership',
    summary: 'Membership orders, newest first',
    query: pageQuerySchema,
    data: pageSchema(membershipOrderSchema),
    example: { items: [MEMBERSHIP_ORDER_EXAMPLE], total: 1, skip: 0, limit: 20 },
    handle: async ({ context, actor, query }) =>
      toPage(await pageOrders(context.services, actor, { ...query, kind: 'membership' }), (order) =>
        toRestMembershipOrder(requireMembershipOrder(order)),
      ),
  });
}
