import { useInfiniteQuery } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useCallback, useMemo } from 'react';
import type { GenerationView, ListGenerationsInput } from '../../../shared/contracts/generation.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useConnection } from '../../app/live/live-provider.tsx';
import { isUnfinished } from './work-state.ts';

/** How often to ask while work goes on and nobody tells. */
export const POLL_MS = 2_500;

/** Works read at once. */
const PAGE_SIZE = 24;

/** Which works to list; all when nothing is said. */
export type WorksFilter = Pick<ListGenerationsInput, 'kind' | 'status'>;

const ALL_WORKS: WorksFilter = {};

/** A list of works and the reading of it. */
export interface Works {
  readonly query: {
    readonly error: unknown;
    readonly isError: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly refetch: () => unknown;
  };
  /** What has been read so far; undefined until the first page is there. */
  readonly works: readonly GenerationView[] | undefined;
  /** Reads the next page, unless there is none or it is being read. */
  readonly loadMore: () => void;
}

/** Own works, newest first, page after page; kept true by live updates, or by asking while those are away. */
export function useWorks(filter: WorksFilter = ALL_WORKS): Works {
  const isLive = useConnection() === 'open';
  const { client } = trpc.useUtils();
  const input = { ...filter, limit: PAGE_SIZE };
  // By hand, because tRPC's own hook adds a direction to the input, and the server takes nothing it does not know.
  const query = useInfiniteQuery({
    queryKey: getQueryKey(trpc.generation.list, input, 'infinite'),
    queryFn: ({ pageParam: cursor, signal }) =>
      client.generation.list.query({ ...input, cursor }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      !isLive && state.data?.pages.some(({ items }) => items.some(isUnfinished)) ? POLL_MS : false,
  });
  const works = useMemo(
    () => query.data?.pages.flatMap(({ items }) => items).filter((work) => matches(work, filter)),
    [query.data, filter],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { query, works, loadMore };
}

/** A list of the running ones still holds one that has just ended. */
function matches(work: GenerationView, { kind, status }: WorksFilter): boolean {
  return (kind === undefined || work.kind === kind) && (status === undefined || work.status === status);
}
