import type { MembershipPriceView } from '../../shared/contracts/membership.ts';
import type { MembershipPrice } from './membership.model.ts';

/** A plan as everybody may see it. */
export function presentMembershipPrice(price: MembershipPrice): MembershipPriceView {
  return {
    id: price.id,
    membershipType: price.membershipType,
    durationDays: price.durationDays,
    priceFen: price.priceFen,
    originalPriceFen: price.originalPriceFen,
    isActive: price.isActive,
    sortOrder: price.sortOrder,
  };
}
