import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listMembershipPrices } from '../membership/list-membership-prices.ts';
import { getMembershipStatistics } from '../statistics/get-membership-statistics.ts';
import {
  membershipPriceSchema,
  membershipStatisticsSchema,
  toRestMembershipPrice,
  toRestMembershipStatistics,
} from './membership.views.ts';
import { publicRoute, userRoute } from './rest-route.ts';

/** Plans on sale, and what membership has brought a user. */
export function registerMembershipRoutes(app: FastifyInstance): void {
  publicRoute(app, {
    method: 'GET',
    url: '/credit/membership/prices',
    operationId: 'listMembershipPrices',
    tag: 'membership',
    summary: 'Membership plans on sale',
    data: z.array(membershipPriceSchema),
    example: [
      {
        id: 1,
        membership_type: 'MONTHLY',
        name: 'Monthly membership',
        duration_days: 30,
        price: 9.9,
        original_price: 19.9,
        is_active: true,
        sort_order: 1,
      },
    ],
    handle: async ({ context }) =>
      (await listMembershipPrices(context.services)).map((price) =>
        toRestMembershipPrice(price, context.locale),
      ),
  });

  userRoute(app, {
    method: 'GET',
    url: '/credit/membership/statistics',
    operationId: 'getMembershipStatistics',
    tag: 'membership',
    summary: 'What membership has cost and brought',
    data: membershipStatisticsSchema,
    example: {
      is_member: true,
      member_expired_at: '2026-02-21T08:30:00.000Z',
      remaining_days: 30,
      total_orders: 1,
      total_spent: 9.9,
      total_days_purchased: 30,
      member_generations: 1,
      credits_saved: 10,
    },
    handle: async ({ context, actor }) =>
      toRestMembershipStatistics(await getMembershipStatistics(context.services, actor)),
  });
}
