import type { CreditStatisticsView } from '../../../shared/contracts/statistics.ts';

/** What adds to the balance and what takes from it, in the order it is told. */
export const EQUATION_TERMS = [
  { name: 'recharged', total: 'totalRecharged', sign: 1 },
  { name: 'rewarded', total: 'totalRewarded', sign: 1 },
  { name: 'refunded', total: 'totalRefunded', sign: 1 },
  { name: 'consumed', total: 'totalConsumed', sign: -1 },
  { name: 'expired', total: 'totalExpired', sign: -1 },
  { name: 'reversed', total: 'totalReversed', sign: -1 },
] as const satisfies readonly {
  readonly name: string;
  readonly total: keyof CreditStatisticsView;
  readonly sign: 1 | -1;
}[];

/** How the totals add up to the balance. */
export interface CreditEquation {
  /** All that came less all that went. */
  readonly sum: number;
  /**
   * Credits that are there but cannot be spent: held for a refund of money, or just expired. Null when the figures do
   * not belong to the same moment; the next reading mends that.
   */
  readonly unavailable: number | null;
}

/** Whether no credit has ever moved. */
export function isUntouched(statistics: CreditStatisticsView): boolean {
  return EQUATION_TERMS.every(({ total }) => statistics[total] === 0);
}

/** Adds up what came and went. */
export function solveEquation(statistics: CreditStatisticsView): CreditEquation {
  const sum = EQUATION_TERMS.reduce((total, term) => total + term.sign * statistics[term.total], 0);
  return { sum, unavailable: sum < statistics.credits ? null : sum - statistics.credits };
}

/** The sum in figures: `100 + 10 + 0 − 40 − 0 − 0 = 70`, with what cannot be spent taken off before the result. */
export function formatEquation(
  statistics: CreditStatisticsView,
  unavailable: number,
  format: (credits: number) => string,
): string {
  const terms = EQUATION_TERMS.map((term, index) => {
    const sign = term.sign < 0 ? '− ' : index === 0 ? '' : '+ ';
    return `${sign}${format(statistics[term.total])}`;
  });
  if (unavailable > 0) terms.push(`− ${format(unavailable)}`);
  return `${terms.join(' ')} = ${format(statistics.credits)}`;
}
