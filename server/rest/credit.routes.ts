import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listCreditPrices } from '../credits/list-credit-prices.ts';
import { pageTransactions } from '../credits/page-transactions.ts';
import { getCreditStatistics } from '../statistics/get-credit-statistics.ts';
import { getOverview } from '../statistics/get-overview.ts';
import {
  balanceSchema,
  creditPriceSchema,
  creditStatisticsSchema,
  toRestBalance,
  toRestCreditPrice,
  toRestCreditStatistics,
  toRestTransaction,
  transactionQuerySchema,
  transactionSchema,
} from './credit.views.ts';
import { TRANSACTION_EXAMPLE } from './examples.ts';
import { pageSchema, toPage } from './fields.ts';
import { publicRoute, userRoute } from './rest-route.ts';

/** What a user has, how it came about, and what can be bought. */
export function registerCreditRoutes(app: FastifyInstance): void {
  userRoute(app, {
    method: 'GET',
    url: '/credit/balance',
    operationId: 'getBalance',
    tag: 'credit',
    summary: 'Available credits and membership',
    data: balanceSchema,
    example: { credits: 100, is_member: false, member_expired_at: null },
    handle: async ({ context, actor }) => toRestBalance(await getOverview(context.services, actor)),
  });

  userRoute(app, {
    method: 'GET',
    url: '/credit/transactions',
    operationId: 'pageTransactions',
    tag: 'credit',
    summary: 'Credit transactions, newest first',
    query: transactionQuerySchema,
    data: pageSchema(transactionSchema),
    example: { items: [TRANSACTION_EXAMPLE], total: 1, skip: 0, limit: 20 },
    handle: async ({ context, actor, query }) =>
      toPage(await pageTransactions(context.services, actor, query), (row) =>
        toRestTransaction(row, context.locale),
      ),
  });

  userRoute(app, {
    method: 'GET',
    url: '/credit/statistics',
    operationId: 'getCreditStatistics',
    tag: 'credit',
    summary: 'Totals, and the last 30 business days',
    data: creditStatisticsSchema,
    example: {
      credits: 100,
      total_recharged: 100,
      total_rewarded: 10,
      total_consumed: 20,
      total_refunded: 10,
      total_expired: 0,
      total_reversed: 0,
      total_spent: 10,
      generation_count: 2,
      daily: [{ date: '2026-01-22', recharged: 100, rewarded: 10, consumed: 20, refunded: 10 }],
    },
    handle: async ({ context, actor }) =>
      toRestCreditStatistics(await getCreditStatistics(context.services, actor)),
  });

  publicRoute(app, {
    method: 'GET',
    url: '/credit/prices',
    operationId: 'listCreditPrices',
    tag: 'credit',
    summary: 'Credit packages on sale',
    data: z.array(creditPriceSchema),
    example: [
      { id: 2, amount: 100, price: 10, bonus: 10, total_amount: 110, is_active: true, sort_order: 2 },
    ],
    handle: async ({ context }) => (await listCreditPrices(context.services)).map(toRestCreditPrice),
  });
}
