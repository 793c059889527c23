import { useSearchParams } from 'react-router';
import type { OrderKind, OrderStatus } from '../../../shared/contracts/orders.ts';
import { readOrdersSearch, type OrdersSearch } from './read-orders-search.ts';

/** What of the orders is shown, and how to show something else; it lives in the page's address. */
export interface OrdersSearchState extends OrdersSearch {
  readonly filter: (filter: {
    readonly kind?: OrderKind | null;
    readonly status?: OrderStatus | null;
  }) => void;
  readonly goToPage: (page: number) => void;
  readonly showAll: () => void;
  /** Shows one order's details, or none. */
  readonly select: (orderNo: string | null) => void;
}

/** {@link OrdersSearchState} of the current address. */
export function useOrdersSearch(): OrdersSearchState {
  const [params, setParams] = useSearchParams();
  const change = (changes: Readonly<Record<string, string | null>>): void =>
    setParams((current) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) current.delete(name);
        else current.set(name, value);
      }
      return current;
    });
  return {
    ...readOrdersSearch(params),
    // Another filter begins at its first page.
    filter: (filter) => change({ ...filter, page: null }),
    goToPage: (page) => change({ page: page === 1 ? null : String(page) }),
    showAll: () => change({ kind: null, status: null, page: null }),
    select: (orderNo) => change({ order: orderNo }),
  };
}
