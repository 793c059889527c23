import { previewMembershipInput } from '../../shared/contracts/membership.ts';
import { publicProcedure, router, userProcedure } from '../platform/trpc.ts';
import { getMembershipState } from './get-membership-state.ts';
import { listMembershipPrices } from './list-membership-prices.ts';
import { previewMembership } from './preview-membership.ts';

/** Plans, and whether the caller is a member. */
export const membershipRouter = router({
  prices: publicProcedure.query(({ ctx }) => listMembershipPrices(ctx.services)),
  state: userProcedure.query(({ ctx }) => {
    const { db } = ctx.services;
    return getMembershipState(db.reader, db.now(), ctx.actor.userId);
  }),
  preview: userProcedure
    .input(previewMembershipInput)
    .query(({ ctx, input }) => previewMembership(ctx.services, ctx.actor, input)),
});
