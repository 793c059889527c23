import { accountRouter } from './account/account.router.ts';
import { authRouter } from './auth/auth.router.ts';
import { creditsRouter } from './credits/credits.router.ts';
import { generationRouter } from './generation/generation.router.ts';
import { liveRouter } from './live/live.router.ts';
import { membershipRouter } from './membership/membership.router.ts';
import { ordersRouter } from './orders/orders.router.ts';
import { router } from './platform/trpc.ts';
import { statisticsRouter } from './statistics/statistics.router.ts';

/** The root router; its type is the contract of every tRPC client. */
export const appRouter = router({
  account: accountRouter,
  auth: authRouter,
  credits: creditsRouter,
  membership: membershipRouter,
  orders: ordersRouter,
  generation: generationRouter,
  statistics: statisticsRouter,
  live: liveRouter,
});

/** The contract of every tRPC client. */
export type AppRouter = typeof appRouter;
