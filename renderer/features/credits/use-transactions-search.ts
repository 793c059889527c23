import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import {
  DEFAULT_SEARCH,
  readTransactionsSearch,
  writeTransactionsSearch,
  type OpenedTransaction,
  type TransactionsSearch,
} from './transactions-search.ts';

/** What narrows the history down. */
export type TransactionsFilterChange = Partial<Pick<TransactionsSearch, 'type' | 'from' | 'to' | 'size'>>;

/** What the history shows, and how to change it. Every change is a step that the way back undoes. */
export interface TransactionsSearchState {
  readonly search: TransactionsSearch;
  /** Narrows down or widens; begins at the first page again. */
  readonly filter: (change: TransactionsFilterChange) => void;
  readonly clear: () => void;
  readonly turnTo: (page: number) => void;
  /** Takes the place of a page that does not exist (any more). */
  readonly correctPage: (page: number) => void;
  readonly open: (opened: OpenedTransaction) => void;
  readonly close: () => void;
}

/** Marks steps that opened the drawer, so that closing it is the way back. */
const OPENED = { openedHere: true } as const;

/** The part of the address that says what the history shows. */
export function useTransactionsSearch(): TransactionsSearchState {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const search = useMemo(() => readTransactionsSearch(params), [params]);
  const show = useCallback(
    (next: TransactionsSearch, options?: Parameters<typeof setParams>[1]) =>
      setParams(writeTransactionsSearch(next), { preventScrollReset: true, ...options }),
    [setParams],
  );
  const wasOpenedHere = isOpenedHere(location.state);
  return useMemo(
    () => ({
      search,
      filter: (change) => show({ ...search, ...change, page: 1 }),
      clear: () => show({ ...DEFAULT_SEARCH, size: search.size }),
      turnTo: (page) => show({ ...search, page }),
      correctPage: (page) => show({ ...search, page }, { replace: true }),
      // From one thing to the next within the drawer is one step: closing it leads back to the list.
      open: (opened) =>
        show(
          { ...search, opened },
          search.opened === null ? { state: OPENED } : { replace: true, state: location.state as unknown },
        ),
      close: () => {
        if (wasOpenedHere) void navigate(-1);
        else show({ ...search, opened: null }, { replace: true });
      },
    }),
    [search, show, wasOpenedHere, location.state, navigate],
  );
}

function isOpenedHere(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'openedHere' in state;
}
