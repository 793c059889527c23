import type { CreditPriceView } from '../../../shared/contracts/credits.ts';
import type { MembershipPriceView } from '../../../shared/contracts/membership.ts';
import { DAYS_PER_MONTH } from './plan-value.ts';

type Package = Pick<CreditPriceView, 'totalAmount' | 'priceFen'>;
type Plan = Pick<MembershipPriceView, 'priceFen' | 'durationDays'>;

/** Creations at one package's rate. */
export interface Rate<Item extends Package> {
  readonly package: Item;
  /** Price of one creation in fen, which need not be a whole number. */
  readonly creationFen: number;
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
  const rates = [...packages]
    .sort((a, b) => a.priceFen - b.priceFen)
    .map((item) => rateOf(plan, item, costCredits));
  const base = rates[0];
  if (base === undefined) return null;
  const cheapest = rates.reduce((best, next) => (next.creationFen < best.creationFen ? next : best));
  const best = cheapest.creationFen < base.creationFen ? cheapest : null;

  const verdict = judge(made, base, best);
  const against = verdict === 'pays' ? (best ?? base) : base;
  const planFen = (plan.priceFen * DAYS_PER_MONTH) / plan.durationDays;
  return { base, best, verdict, differenceFen: Math.round(Math.abs(made * against.creationFen - planFen)) };
}

function rateOf<Item extends Package>(plan: Plan, item: Item, costCredits: number): Rate<Item> {
  return {
    package: item,
    creationFen: (item.priceFen * costCredits) / item.totalAmount,
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
