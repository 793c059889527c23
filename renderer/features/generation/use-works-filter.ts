import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { GENERATION_KINDS, GENERATION_STATUSES } from '../../../shared/contracts/generation.ts';
import type { WorksFilter } from './use-works.ts';

/** Which works are listed, kept in the page's address; what makes no sense there counts as absent. */
export function useWorksFilter(): {
  readonly filter: WorksFilter;
  /** Lists others from now on. */
  readonly change: (filter: WorksFilter) => void;
} {
  const [params, setParams] = useSearchParams();
  const kind = GENERATION_KINDS.find((known) => known === params.get('kind'));
  const status = GENERATION_STATUSES.find((known) => known === params.get('status'));
  const filter = useMemo(() => ({ ...(kind && { kind }), ...(status && { status }) }), [kind, status]);
  const change = (next: WorksFilter): void =>
    setParams(
      { ...(next.kind && { kind: next.kind }), ...(next.status && { status: next.status }) },
      { replace: true },
    );
  return { filter, change };
}
