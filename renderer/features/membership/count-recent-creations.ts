import type { GenerationView } from '../../../shared/contracts/generation.ts';
import type { DailyCreditsView } from '../../../shared/contracts/statistics.ts';

/** The window everything here is about. */
const WINDOW_MS = 30 * 86_400_000;

/** Creations paid for by the credits of the given days: charged less given back, `costCredits` being one. */
export function countPaidCreations(daily: readonly DailyCreditsView[], costCredits: number): number {
  const spent = daily.reduce((sum, day) => sum + day.consumed - day.refunded, 0);
  // Credits given back may have been charged before the first of these days.
  return Math.max(0, Math.floor(spent / costCredits));
}

/** What membership covered in the last 30 days. */
export interface CoveredCreations {
  readonly count: number;
  /** There were more works than were looked at, and the oldest looked at is still recent: it may have been more. */
  readonly isAtLeast: boolean;
}

/** Counts results covered by membership in the 30 days before `nowMs` among the `newest` of `total` works. */
export function countCoveredCreations(
  newest: readonly GenerationView[],
  total: number,
  nowMs: number,
): CoveredCreations {
  const recent = newest.filter(({ createdAt }) => createdAt.getTime() > nowMs - WINDOW_MS);
  const covered = recent.filter(({ receipt }) => receipt.status === 'COVERED_BY_MEMBERSHIP');
  return {
    count: covered.reduce((sum, { outputs }) => sum + outputs.length, 0),
    isAtLeast: recent.length === newest.length && newest.length < total,
  };
}
