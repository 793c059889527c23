import type { OrderView } from '../../../shared/contracts/orders.ts';
import { useConnection } from '../../app/live/live-provider.tsx';
import { trpc } from '../../app/api/trpc.ts';

/** While live updates are away, an unpaid order is asked about this often. */
const POLL_INTERVAL_MS = 5_000;

/** The reading of an order. */
export interface FollowedOrder {
  readonly data: OrderView | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/** An order as it is now: live updates read it again, and where they fail it is asked about until it is settled. */
export function useFollowedOrder(orderNo: string): FollowedOrder {
  const isLive = useConnection() === 'open';
  return trpc.orders.get.useQuery(
    { orderNo },
    {
      refetchOnWindowFocus: 'always',
      refetchInterval: ({ state }) => {
        const order = state.data;
        if (order?.paymentStatus !== 'PENDING') return false;
        const isOverdue = Date.now() >= order.expiresAt.getTime();
        return isLive && !isOverdue ? false : POLL_INTERVAL_MS;
      },
    },
  );
}
