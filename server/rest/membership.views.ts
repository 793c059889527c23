import { z } from 'zod';
import {
  MEMBERSHIP_NAMES,
  MEMBERSHIP_TYPES,
  type MembershipPriceView,
} from '../../shared/contracts/membership.ts';
import type { MembershipStatisticsView } from '../../shared/contracts/statistics.ts';
import type { Locale } from '../../shared/errors.ts';
import { countSchema, instantSchema, integerSchema, toInstant, toYuan, yuanSchema } from './fields.ts';

/** A membership plan on sale. */
export const membershipPriceSchema = z.strictObject({
  id: integerSchema,
  membership_type: z.enum(MEMBERSHIP_TYPES),
  name: z.string().meta({ description: 'in the language of the request' }),
  duration_days: integerSchema,
  price: yuanSchema,
  original_price: yuanSchema,
  is_active: z.boolean(),
  sort_order: integerSchema,
});

/** What membership has cost a user and brought them. */
export const membershipStatisticsSchema = z.strictObject({
  is_member: z.boolean(),
  member_expired_at: instantSchema.nullable(),
  remaining_days: countSchema.meta({ description: 'rounded up' }),
  total_orders: countSchema.meta({ description: 'paid ones, also those refunded since' }),
  total_spent: yuanSchema.meta({ description: 'yuan, less refunds' }),
  total_days_purchased: countSchema,
  member_generations: countSchema,
  credits_saved: countSchema,
});

/** A membership plan in REST names, called by its name in `locale`. */
export function toRestMembershipPrice(
  price: MembershipPriceView,
  locale: Locale,
): z.output<typeof membershipPriceSchema> {
  return {
    id: price.id,
    membership_type: price.membershipType,
    name: MEMBERSHIP_NAMES[price.membershipType][locale],
    duration_days: price.durationDays,
    price: toYuan(price.priceFen),
    original_price: toYuan(price.originalPriceFen),
    is_active: price.isActive,
    sort_order: price.sortOrder,
  };
}

/** A user's membership statistics in REST names. */
export function toRestMembershipStatistics(
  view: MembershipStatisticsView,
): z.output<typeof membershipStatisticsSchema> {
  return {
    is_member: view.isMember,
    member_expired_at: toInstant(view.memberExpiredAt),
    remaining_days: view.remainingDays,
    total_orders: view.totalOrders,
    total_spent: toYuan(view.totalSpentFen),
    total_days_purchased: view.totalDaysPurchased,
    member_generations: view.memberGenerations,
    credits_saved: view.creditsSaved,
  };
}
