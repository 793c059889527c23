import { httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../../../server/app-router.ts';
import { getLocale } from '../i18n/locale.ts';
import { trpc } from './trpc.ts';

/** Calls one request carries at most; the server refuses more. */
const MAX_BATCH_SIZE = 10;

/** A call is given up after this long; every command can safely be sent again with its key. */
const CALL_TIMEOUT_MS = 30_000;

/** The API client: same origin always, the session travels in a cookie that no script can read. */
export function createTrpcClient(): TRPCClient<AppRouter> {
  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: '/trpc', transformer: superjson }),
        false: httpBatchLink({
          url: '/trpc',
          transformer: superjson,
          maxItems: MAX_BATCH_SIZE,
          headers: () => ({ 'accept-language': getLocale() }),
          fetch: (url, options) => fetch(url, { ...options, signal: withTimeout(options?.signal) }),
        }),
      }),
    ],
  });
}

function withTimeout(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
