import type { OverviewView } from '../../shared/contracts/statistics.ts';
import { getAvailableCredits } from '../credits/get-available-credits.ts';
import { getMembershipState } from '../membership/get-membership-state.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';

/**
 * What the header shows: the credits that can be spent now, whether the caller is a member, and the price. Each is read by one
 * statement and so true of one moment; the two moments may lie a commit apart, which the next live event mends.
 */
export async function getOverview(
  { db, config }: Pick<AppDeps, 'db' | 'config'>,
  actor: Actor,
): Promise<OverviewView> {
  const now = db.now();
  const [credits, membership] = await Promise.all([
    getAvailableCredits(db.reader, now, actor.userId),
    getMembershipState(db.reader, now, actor.userId),
  ]);
  return { credits, ...membership, creditsPerOutput: config.generationCostCredits };
}
