import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useConnection } from '../../app/live/live-provider.tsx';
import { isUnfinished } from './work-state.ts';
import { POLL_MS, useWorks } from './use-works.ts';

/** The reading of one work. */
export interface WorkQuery {
  readonly data: GenerationView | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/**
 * One work, as it is now; with `id: null` nothing is read. What a list already knows is shown at once. Live updates
 * keep it true, and asking while those are away.
 */
export function useWork(id: string | null): WorkQuery {
  const isLive = useConnection() === 'open';
  const { works } = useWorks();
  return trpc.generation.get.useQuery(
    { id: id ?? '' },
    {
      enabled: id !== null,
      placeholderData: () => works?.find((work) => work.id === id),
      refetchInterval: ({ state }) => (!isLive && state.data && isUnfinished(state.data) ? POLL_MS : false),
    },
  );
}
