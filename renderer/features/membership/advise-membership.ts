import type { CreditPriceView } from '../../../shared/contracts/credits.ts';
import type { MembershipPriceView } from '../../../shared/contracts/membership.ts';
import { DAYS_PER_MONTH } from './plan-value.ts';

type Package = Pick<CreditPriceView, 'totalAmount' | 'priceFen'>;
type Plan = Pick<MembershipPriceView, 'priceFen' | 'durationDays'>;

/** Creations at one package's rate. */
export interface Rate<Item extends Package> {
  readonly package: Item;
  /** Price of one creation in fen, to the nearest, and whether nothing had to be rounded. */
  readonly creationFen: number;
  readonly isExact: boolean;
  /** The fewest creations in 30 days whose credits cost at least as much as the plan for 30 days. */
  readonly breakEven: number;
}

/**
 * Whether a plan is cheaper than credits for who made so much: `pays` even against the cheapest package, `pays-at-base`
 * only against the smallest, `does-not-pay`, or `unknown` for who made nothing.
 */
export type MembershipVerdict = 'pays' | 'pays-at-base' | 'does-not-pay' | 'unknown';

/** What can honestly be said about a plan. */
export interface MembershipAdvice<Item extends Package> {
  /** At the smallest package. */
  readonly base: Rate<Item>;
  /** At the package with the cheapest credits; null when no package is cheaper than the smallest. */
  readonly best: Rate<Item> | null;
  readonly verdict: MembershipVerdict;
  /** By how much the cheaper way is cheaper in 30 days, in fen, at the rate the verdict is about. */
  readonly differenceFen: number;
}

/**
 * Compares a plan with buying credits for `made` creations in 30 days. The verdict `does-not-pay` is against the
 * smallest package, which is the dearest: a plan that does not pay there pays nowhere. Null without packages.
 */
export function adviseMembership<Item extends Package>(
  plan: Plan,
  packages: readonly Item[],
  costCredits: number,
  made: number,
): MembershipAdvice<Item> | null {
  const [smallest, ...others] = [...packages].sort((a, b) => a.priceFen - b.priceFen);
  if (smallest === undefined) return null;
  const cheapest = others.reduce((best, next) => (isCheaper(next, best) ? next : best), smallest);
  const base = rateOf(plan, smallest, costCredits);
  const best = isCheaper(cheapest, smallest) ? rateOf(plan, cheapest, costCredits) : null;

  const verdict = judge(made, base, best);
  const against = (verdict === 'pays' ? (best ?? base) : base).package;
  // Both sides over the same denominator: whole numbers up to the one division that is then rounded.
  const creditsPart = made * costCredits * against.priceFen * plan.durationDays;
  const planPart = plan.priceFen * DAYS_PER_MONTH * against.totalAmount;
  const differenceFen = Math.round(
    Math.abs(creditsPart - planPart) / (against.totalAmount * plan.durationDays),
  );
  return { base, best, verdict, differenceFen };
}

/** Whether a credit of `a` costs less than one of `b`; by whole numbers, so that equals are equal. */
function isCheaper(a: Package, b: Package): boolean {
  return a.priceFen * b.totalAmount < b.priceFen * a.totalAmount;
}

function rateOf<Item extends Package>(plan: Plan, item: Item, costCredits: number): Rate<Item> {
  const priceOfCost = item.priceFen * costCredits;
  return {
    package: item,
    creationFen: Math.round(priceOfCost / item.totalAmount),
    isExact: priceOfCost % item.totalAmount === 0,
    // One division of whole numbers, so that what is exactly even is not lifted by one.
    breakEven: Math.ceil(
      (plan.priceFen * DAYS_PER_MONTH * item.totalAmount) / (plan.durationDays * item.priceFen * costCredits),
    ),
  };
}

function judge(made: number, base: Rate<Package>, best: Rate<Package> | null): MembershipVerdict {
  if (made === 0) return 'unknown';
  if (made < base.breakEven) return 'does-not-pay';
  return best === null || made >= best.breakEven ? 'pays' : 'pays-at-base';
}
