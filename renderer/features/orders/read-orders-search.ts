import {
  ORDER_KINDS,
  ORDER_STATUSES,
  type OrderKind,
  type OrderStatus,
} from '../../../shared/contracts/orders.ts';

/** What of the orders is shown. */
export interface OrdersSearch {
  /** Null for every kind. */
  readonly kind: OrderKind | null;
  /** Null for every status. */
  readonly status: OrderStatus | null;
  /** From 1. */
  readonly page: number;
  /** The order whose details are open. */
  readonly selected: string | null;
}

/** Pages beyond this are no page anybody comes to; it keeps the offset within what the server takes. */
const LAST_PAGE = 100_000;

/** Reads an address's search; whatever makes no sense counts as absent. */
export function readOrdersSearch(params: URLSearchParams): OrdersSearch {
  const page = Number(params.get('page'));
  return {
    kind: ORDER_KINDS.find((kind) => kind === params.get('kind')) ?? null,
    status: ORDER_STATUSES.find((status) => status === params.get('status')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
    selected: params.get('order'),
  };
}
