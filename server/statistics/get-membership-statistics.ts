import type { MembershipStatisticsView } from '../../shared/contracts/statistics.ts';
import { getMembershipState } from '../membership/get-membership-state.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { readMemberGenerations } from './read-member-generations.ts';
import { readOrderTotals } from './read-order-totals.ts';

const DAY_MS = 86_400_000;

/**
 * What membership has been and has saved. Days left are rounded up (the last hour counts as a day), and 0 for
 * whoever is no member. Orders count once paid, also when refunded since; what was spent is less the refunds.
 */
export async function getMembershipStatistics(
  { db }: Pick<AppDeps, 'db'>,
  actor: Actor,
): Promise<MembershipStatisticsView> {
  const now = db.now();
  const [state, orders, generations] = await Promise.all([
    getMembershipState(db.reader, now, actor.userId),
    readOrderTotals(db.reader, actor.userId, 'membership'),
    readMemberGenerations(db.reader, actor.userId),
  ]);
  const leftMs = state.memberExpiredAt === null ? 0 : state.memberExpiredAt.getTime() - now.getTime();
  return {
    ...state,
    remainingDays: Math.ceil(leftMs / DAY_MS),
    totalOrders: orders.count,
    totalSpentFen: orders.spentFen,
    totalDaysPurchased: orders.days,
    memberGenerations: generations.started,
    creditsSaved: generations.creditsSaved,
  };
}
