import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPractice } from '../../platform/desktop.ts';
import { readFailure } from './read-failure.ts';

/** Attempts after the first at a query that may succeed later. */
const MAX_RETRIES = 3;

/** The cache of everything read from the server. `onUnauthenticated` is called when a call finds the session gone. */
export function createQueryClient(onUnauthenticated: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (readFailure(error).reason === 'UNAUTHENTICATED') onUnauthenticated();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // A server on this computer needs no network.
        networkMode: isPractice() ? 'always' : 'online',
        // Live updates say when something has changed; until then what is here is true.
        staleTime: 60_000,
        retry: (count, error) => count < MAX_RETRIES && readFailure(error).retryable,
        retryDelay: (count) => Math.min(8_000, 500 * 2 ** count),
      },
      mutations: {
        // Sent when it is pressed or not at all: a queue that buys something later would surprise.
        networkMode: 'always',
        retry: false,
      },
    },
  });
}
