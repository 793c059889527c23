import { useState } from 'react';
import { trpc } from '../../app/api/trpc.ts';
import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import { countCoveredCreations, countPaidCreations } from './count-recent-creations.ts';

/** Newest works that are looked at: more than any plan needs to pay for itself. */
export const LOOKED_AT = 50;

/** What one made in the last 30 days, as far as it can be told. */
export interface RecentCreations {
  readonly paid: number;
  /** Null for who never was a member. */
  readonly covered: number | null;
  readonly total: number;
  readonly isAtLeast: boolean;
}

/** {@link RecentCreations}; null until it is known. `isError` when it cannot be read. */
export function useRecentCreations(): {
  readonly data: RecentCreations | null;
  readonly isError: boolean;
} {
  const [now] = useState(() => Date.now());
  const cost = useCreditsPerOutput();
  const credits = trpc.statistics.credits.useQuery();
  const membership = trpc.statistics.membership.useQuery();
  const wasCovered = (membership.data?.memberGenerations ?? 0) > 0;
  const works = trpc.generation.page.useQuery({ skip: 0, limit: LOOKED_AT }, { enabled: wasCovered });

  const isError = [credits, membership, works].some((query) => query.isError && query.data === undefined);
  if (credits.data === undefined || membership.data === undefined) return { data: null, isError };
  const paid = countPaidCreations(credits.data.daily, cost);
  if (!wasCovered) return { data: { paid, covered: null, total: paid, isAtLeast: false }, isError };
  if (works.data === undefined) return { data: null, isError };
  const covered = countCoveredCreations(works.data.items, works.data.total, now);
  return {
    data: { paid, covered: covered.count, total: paid + covered.count, isAtLeast: covered.isAtLeast },
    isError,
  };
}
