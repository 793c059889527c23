import type { MembershipPriceView } from '../../shared/contracts/membership.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import { defineMembershipPrice } from './membership.model.ts';
import { presentMembershipPrice } from './membership.presenter.ts';

/** The plans on sale, in the order they are offered. */
export async function listMembershipPrices({ db }: Pick<AppDeps, 'db'>): Promise<MembershipPriceView[]> {
  const prices = await db.model(defineMembershipPrice).findAll({
    where: { isActive: true },
    order: [
      ['sortOrder', 'ASC'],
      ['id', 'ASC'],
    ],
  });
  return prices.map(presentMembershipPrice);
}
