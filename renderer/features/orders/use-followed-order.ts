import type { OrderView } from '../../../shared/contracts/orders.ts';
import { useConnection } from '../../app/live/live-provider.tsx';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { useServerClockOffset } from './use-server-clock.ts';

/** While live updates are away, and past its end, an unpaid order is asked about this often. */
const POLL_INTERVAL_MS = 5_000;

/** The reading of an order. */
export interface FollowedOrder {
  readonly data: OrderView | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/** Whether it is certain that there is no such order: asking again would not help. */
export function isMissing({ data, isError, error }: FollowedOrder): boolean {
  return data === undefined && isError && readFailure(error).reason === 'NOT_FOUND';
}

/**
 * An order as it is now: live updates read it again, and where they fail it is asked about until it is settled. What is
 * `known` of it is shown until it has been read.
 */
export function useFollowedOrder(orderNo: string, known?: OrderView): FollowedOrder {
  const isLive = useConnection() === 'open';
  const offsetMs = useServerClockOffset();
  return trpc.orders.get.useQuery(
    { orderNo },
    {
      ...(known !== undefined && { initialData: known, initialDataUpdatedAt: 0 }),
      refetchOnWindowFocus: 'always',
      refetchInterval: ({ state }) => {
        const order = state.data;
        if (order?.paymentStatus !== 'PENDING') return false;
        const remainingMs = order.expiresAt.getTime() - (Date.now() + offsetMs);
        return isLive ? Math.max(POLL_INTERVAL_MS, remainingMs) : POLL_INTERVAL_MS;
      },
    },
  );
}
