import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';

/** Where an order is paid: the page it was placed on, with its number in the address. */
export function payPath({ kind, orderNo }: Pick<OrderView, 'kind' | 'orderNo'>): string {
  const page = kind === 'recharge' ? APP_PATHS.recharge : APP_PATHS.membership;
  return `${page}?order=${encodeURIComponent(orderNo)}`;
}
