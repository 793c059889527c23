import { router, userProcedure } from '../platform/trpc.ts';
import { getCreditStatistics } from './get-credit-statistics.ts';
import { getMembershipStatistics } from './get-membership-statistics.ts';
import { getOverview } from './get-overview.ts';

/** Figures about the caller. */
export const statisticsRouter = router({
  overview: userProcedure.query(({ ctx }) => getOverview(ctx.services, ctx.actor)),
  credits: userProcedure.query(({ ctx }) => getCreditStatistics(ctx.services, ctx.actor)),
  membership: userProcedure.query(({ ctx }) => getMembershipStatistics(ctx.services, ctx.actor)),
});
