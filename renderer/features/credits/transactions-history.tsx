import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { trpc } from '../../app/api/trpc.ts';
import { QueryView } from '../../components/query-view.tsx';
import { TransactionsEmpty } from './transactions-empty.tsx';
import { TransactionsExport } from './transactions-export.tsx';
import { TransactionsFilters } from './transactions-filters.tsx';
import { TransactionsPagination } from './transactions-pagination.tsx';
import { isFiltered, toTransactionFilter } from './transactions-search.ts';
import { TransactionsTable } from './transactions-table.tsx';
import styles from './transactions.module.css';
import type { TransactionsSearchState } from './use-transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** The rows of the ledger, newest first: narrowed down, page by page, and to take away. */
export function TransactionsHistory({ state }: { readonly state: TransactionsSearchState }) {
  const { t } = useTransactionsTexts();
  const { search, correctPage } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  const query = trpc.credits.page.useQuery(
    { ...toTransactionFilter(search), skip: (search.page - 1) * search.size, limit: search.size },
    // What was shown stays, dimmed, until the next page is there.
    { placeholderData: keepPreviousData },
  );
  const { data, isPlaceholderData } = query;
  // Who has no rows at all has nothing to narrow down or to take away.
  const isEmpty = data?.total === 0 && !isFiltered(search);

  useEffect(() => {
    if (data === undefined || isPlaceholderData) return;
    const lastPage = Math.max(1, Math.ceil(data.total / search.size));
    if (search.page > lastPage) correctPage(lastPage);
  }, [data, isPlaceholderData, search.page, search.size, correctPage]);

  const turnTo = (page: number): void => {
    state.turnTo(page);
    heading.current?.scrollIntoView({ block: 'start' });
  };

  return (
    <section aria-labelledby="history-title" className={styles['history']}>
      <div className={styles['historyHeader']}>
        <h2 id="history-title" ref={heading}>
          {t('history.title')}
        </h2>
        {!isEmpty && <TransactionsExport search={search} />}
      </div>
      {!isEmpty && <TransactionsFilters state={state} hasRows={data?.total !== 0} />}
      <QueryView query={query} skeleton={<HistorySkeleton />} failureTitle={t('history.failed')}>
        {(page) =>
          page.total === 0 ? (
            <TransactionsEmpty state={state} />
          ) : (
            <>
              <TransactionsTable
                items={page.items}
                isStale={isPlaceholderData}
                opened={search.opened}
                onOpen={state.open}
              />
              <TransactionsPagination
                page={page}
                onTurn={turnTo}
                onResize={(size) => state.filter({ size })}
              />
            </>
          )
        }
      </QueryView>
    </section>
  );
}

function HistorySkeleton() {
  const { t } = useTransactionsTexts();
  return (
    <div role="status" aria-label={t('history.title')} className={styles['skeletonRows']}>
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}
