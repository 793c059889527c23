import { useQuery } from '@tanstack/react-query';

/** Any small answer of the server does: what is wanted is the time on its envelope. */
const CLOCK_URL = '/trpc/orders.methods';

/** The `Date` header has whole seconds and travels: less than this is no difference between clocks. */
const TOLERANCE_MS = 5_000;

/**
 * How many milliseconds the server's clock is ahead of this machine's; 0 until it is known, and when it cannot be. A
 * wrong clock on the buyer's side must not end their time to pay.
 */
export function useServerClockOffset(): number {
  const { data = 0 } = useQuery({
    queryKey: ['server-clock-offset'],
    queryFn: measureOffset,
    staleTime: 10 * 60_000,
    retry: false,
  });
  return data;
}

async function measureOffset({ signal }: { signal: AbortSignal }): Promise<number> {
  const sentAt = Date.now();
  const response = await fetch(CLOCK_URL, { cache: 'no-store', signal });
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(serverTime)) return 0;
  const offset = serverTime - (sentAt + Date.now()) / 2;
  return Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
}
