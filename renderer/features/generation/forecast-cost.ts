import type { OverviewView } from '../../../shared/contracts/statistics.ts';
import { USUAL_CREDITS_PER_OUTPUT } from './generation-cost.ts';

/** What a start will cost, as far as is known before asking. */
export interface CostForecast {
  /** Credits of one output. */
  readonly each: number;
  /** Credits; 0 when membership covers it. */
  readonly credits: number;
  readonly isCovered: boolean;
  /** What can be spent now; null while it is not known. */
  readonly available: number | null;
  /** Credits that are missing; 0 when there are enough, or when that is not known. */
  readonly shortfall: number;
}

/** Foresees what `count` outputs cost whoever has `overview`; the server decides in the end. */
export function forecastCost(count: number, overview: OverviewView | undefined): CostForecast {
  const each = overview?.creditsPerOutput ?? USUAL_CREDITS_PER_OUTPUT;
  const isCovered = overview?.isMember ?? false;
  const credits = isCovered ? 0 : each * count;
  const available = overview?.credits ?? null;
  return { each, credits, isCovered, available, shortfall: Math.max(0, credits - (available ?? credits)) };
}
