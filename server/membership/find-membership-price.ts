import type { MembershipPriceView } from '../../shared/contracts/membership.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import { defineMembershipPrice } from './membership.model.ts';
import { presentMembershipPrice } from './membership.presenter.ts';

/** The plan of that id, if it is on sale. */
export async function findMembershipPrice(
  { db }: Pick<AppDeps, 'db'>,
  priceId: number,
): Promise<MembershipPriceView | null> {
  const price = await db.model(defineMembershipPrice).findOne({ where: { id: priceId, isActive: true } });
  return price && presentMembershipPrice(price);
}
