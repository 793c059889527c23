import type { CreditPriceView } from '../../../shared/contracts/credits.ts';

type Package = Pick<CreditPriceView, 'totalAmount' | 'priceFen'>;

const FEN_PER_YUAN = 100;

/** Credits one yuan buys in a package, to one place and never rounded up: `11`, `12.5`. */
export function creditsPerYuan({ totalAmount, priceFen }: Package): number {
  return Math.floor((totalAmount * FEN_PER_YUAN * 10) / priceFen) / 10;
}

/** The package whose credits are cheapest, the smaller of equals; null when all are alike, for then none is best. */
export function findBestValue<Item extends Package>(packages: readonly Item[]): Item | null {
  const [first, ...others] = [...packages].sort((a, b) => a.priceFen - b.priceFen);
  if (first === undefined) return null;
  const best = others.reduce((best, next) => (compareValue(next, best) > 0 ? next : best), first);
  return packages.some((one) => compareValue(one, best) < 0) ? best : null;
}

/** By how many per cent a credit of `better` is cheaper than one of `than`, rounded down. */
export function percentCheaper(better: Package, than: Package): number {
  const costBetter = better.priceFen * than.totalAmount;
  const costThan = than.priceFen * better.totalAmount;
  return Math.floor(((costThan - costBetter) * 100) / costThan);
}

/** The cheapest package with at least `shortfall` credits; the largest when none has as many, null without packages. */
export function findSufficient<Item extends Package>(
  packages: readonly Item[],
  shortfall: number,
): Item | null {
  const byPrice = [...packages].sort((a, b) => a.priceFen - b.priceFen);
  const largest = [...packages].sort((a, b) => b.totalAmount - a.totalAmount)[0];
  return byPrice.find(({ totalAmount }) => totalAmount >= shortfall) ?? largest ?? null;
}

/** Above zero when `a` gives more credits for the same money than `b`; by whole numbers, so that equals are equal. */
function compareValue(a: Package, b: Package): number {
  return a.totalAmount * b.priceFen - b.totalAmount * a.priceFen;
}
