import { useConnection } from '../../app/live/live-provider.tsx';
import { trpc } from '../../app/api/trpc.ts';

/** While live updates are away, an unpaid order is asked about this often. */
const POLL_INTERVAL_MS = 5_000;

/** An order as it is now: live updates read it again, and where they fail it is asked about until it is settled. */
export function useFollowedOrder(orderNo: string): ReturnType<typeof trpc.orders.get.useQuery> {
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
