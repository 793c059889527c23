import type { MembershipPriceView } from '../../../shared/contracts/membership.ts';

type Plan = Pick<MembershipPriceView, 'priceFen' | 'originalPriceFen' | 'durationDays'>;

/** What is called a month wherever plans are compared. */
export const DAYS_PER_MONTH = 30;

/** A plan's price for `days` of it, in fen: rounded to the nearest, and whether nothing had to be rounded. */
export function priceForDays(
  { priceFen, durationDays }: Plan,
  days: number,
): { fen: number; exact: boolean } {
  const total = priceFen * days;
  return { fen: Math.round(total / durationDays), exact: total % durationDays === 0 };
}

/** What a plan costs less than its list price: fen, and per cent rounded down; null when it does not. */
export function savingOf({ priceFen, originalPriceFen }: Plan): { fen: number; percent: number } | null {
  const fen = originalPriceFen - priceFen;
  if (fen <= 0) return null;
  return { fen, percent: Math.floor((fen * 100) / originalPriceFen) };
}
