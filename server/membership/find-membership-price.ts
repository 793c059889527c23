import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { Reader } from '../database/sql.ts';

/** The numbers of a plan that an order copies. */
export interface MembershipPlan {
  readonly id: number;
  readonly membershipType: MembershipType;
  readonly durationDays: number;
  readonly priceFen: number;
}

/** A plan that is on sale; null for one that is not, or never was. */
export async function findMembershipPrice(reader: Reader, priceId: number): Promise<MembershipPlan | null> {
  const [row] = await reader.all<{
    id: number;
    membership_type: MembershipType;
    duration_days: number;
    price_fen: number;
  }>(
    `SELECT id, membership_type, duration_days, price_fen FROM membership_prices WHERE id = $priceId AND is_active`,
    { priceId },
  );
  return row
    ? {
        id: row.id,
        membershipType: row.membership_type,
        durationDays: row.duration_days,
        priceFen: row.price_fen,
      }
    : null;
}
