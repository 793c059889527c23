import { getQueryKey } from '@trpc/react-query';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { CursorPage } from '../../../shared/contracts/common.ts';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { readFailure } from '../api/read-failure.ts';
import { trpc } from '../api/trpc.ts';

/** What was read from the server, by procedure and as it is kept. */
export interface ApiCache {
  readonly utils: ReturnType<typeof trpc.useUtils>;
  readonly queryClient: QueryClient;
}

type Lists = InfiniteData<CursorPage<GenerationView>>;

/**
 * Reads one generation again and shows it wherever it is listed. A list that does not hold it yet is read again, so
 * that work begun in another window appears.
 */
export async function followGeneration({ utils, queryClient }: ApiCache, id: string): Promise<void> {
  let generation: GenerationView;
  try {
    generation = await utils.client.generation.get.query({ id });
  } catch (error) {
    if (readFailure(error).reason === 'NOT_FOUND') void utils.generation.list.invalidate();
    return;
  }
  showGeneration({ utils, queryClient }, generation);
}

/** Puts a generation that was just read into everything that shows it. */
export function showGeneration({ utils, queryClient }: ApiCache, generation: GenerationView): void {
  utils.generation.get.setData({ id: generation.id }, generation);
  const lists = queryClient.getQueriesData<Lists>({ queryKey: getQueryKey(trpc.generation.list) });
  for (const [queryKey, list] of lists) {
    if (list === undefined) continue;
    if (!list.pages.some((page) => page.items.some(({ id }) => id === generation.id))) {
      void queryClient.invalidateQueries({ queryKey });
      continue;
    }
    queryClient.setQueryData<Lists>(queryKey, {
      ...list,
      pages: list.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === generation.id ? generation : item)),
      })),
    });
  }
}
