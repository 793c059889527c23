import type { MembershipPreviewView, PreviewMembershipInput } from '../../shared/contracts/membership.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { findMembershipPrice } from './find-membership-price.ts';
import { getMembershipState } from './get-membership-state.ts';
import { planPeriod } from './plan-period.ts';

/** What buying a plan would do to the buyer's membership. Throws NOT_FOUND for a plan that is not on sale. */
export async function previewMembership(
  { db }: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: PreviewMembershipInput,
): Promise<MembershipPreviewView> {
  const price = await findMembershipPrice(db.reader, input.priceId);
  if (!price) throw new AppError('NOT_FOUND');
  const now = db.now();
  const { isMember, memberExpiredAt } = await getMembershipState(db.reader, now, actor.userId);
  return {
    currentEnd: memberExpiredAt,
    newEndIfPaidNow: planPeriod(now, memberExpiredAt, price.durationDays).endAt,
    exact: isMember,
  };
}
