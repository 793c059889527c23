import {
  listTransactionsInput,
  pageTransactionsInput,
  traceTransactionsInput,
} from '../../shared/contracts/credits.ts';
import { publicProcedure, router, userProcedure } from '../platform/trpc.ts';
import { listCreditPrices } from './list-credit-prices.ts';
import { listTransactions } from './list-transactions.ts';
import { pageTransactions } from './page-transactions.ts';
import { traceTransactions } from './trace-transactions.ts';

/** Packages on sale and the caller's own ledger. */
export const creditsRouter = router({
  prices: publicProcedure.query(({ ctx }) => listCreditPrices(ctx.services)),
  transactions: userProcedure
    .input(listTransactionsInput)
    .query(({ ctx, input }) => listTransactions(ctx.services, ctx.actor, input)),
  page: userProcedure
    .input(pageTransactionsInput)
    .query(({ ctx, input }) => pageTransactions(ctx.services, ctx.actor, input)),
  trace: userProcedure
    .input(traceTransactionsInput)
    .query(({ ctx, input }) => traceTransactions(ctx.services, ctx.actor, input)),
});
