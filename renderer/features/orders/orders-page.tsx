import { Button, Pagination } from 'antd';
import { keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { readTimeZone } from '../../components/format.ts';
import { LinkButton } from '../../components/link-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { OrderList } from './order-list.tsx';
import { OrdersFilter } from './orders-filter.tsx';
import styles from './orders-page.module.css';
import { useOrdersSearch, type OrdersSearchState } from './use-orders-search.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

const PAGE_SIZE = 10;

const loadDrawer = async () => ({ default: (await import('./order-drawer.tsx')).OrderDrawer });
const OrderDrawer = lazy(loadDrawer);

/** Everything one has ordered. */
export function OrdersPage() {
  const { t } = useOrdersTexts();
  const search = useOrdersSearch();
  const { kind, status, page, selected } = search;
  useLoadedAhead();
  const query = trpc.orders.page.useQuery(
    {
      skip: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
      ...(kind === null ? {} : { kind }),
      ...(status === null ? {} : { status }),
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page title={t('list.title')} description={t('list.description')}>
      <OrdersFilter search={search} />
      <QueryView query={query} failureTitle={t('list.failed')} skeleton={<ListSkeleton />}>
        {({ items, total }) =>
          items.length === 0 ? (
            <NoOrders search={search} />
          ) : (
            <div className={styles['result']} aria-busy={query.isPlaceholderData}>
              <OrderList orders={items} onSelect={search.select} />
              <div className={styles['foot']}>
                <span className="soft numbers">{t('list.total', { count: total })}</span>
                <nav aria-label={t('list.pages')}>
                  <Pagination
                    current={page}
                    pageSize={PAGE_SIZE}
                    total={total}
                    showSizeChanger={false}
                    hideOnSinglePage
                    onChange={search.goToPage}
                  />
                </nav>
              </div>
              <p className={styles['zone']}>{t('list.zone', { zone: readTimeZone() })}</p>
            </div>
          )
        }
      </QueryView>
      {selected !== null && (
        <Suspense fallback={null}>
          <OrderDrawer
            orderNo={selected}
            known={query.data?.items.find(({ orderNo }) => orderNo === selected)}
            onClose={() => search.select(null)}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** Loads what the details need while there is a connection: they open at once, and also where it has gone since. */
function useLoadedAhead(): void {
  useEffect(() => {
    loadDrawer().catch(() => {
      // Asked for again when the details are opened.
    });
  }, []);
}

function NoOrders({ search }: { readonly search: OrdersSearchState }) {
  const { t } = useOrdersTexts();
  const isFiltered = search.kind !== null || search.status !== null || search.page > 1;
  if (isFiltered) {
    return (
      <EmptyState
        title={t('list.emptyFiltered')}
        hint={t('list.emptyFilteredHint')}
        action={<Button onClick={search.showAll}>{t('list.showAll')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={t('list.empty')}
      hint={t('list.emptyHint')}
      action={
        <div className={styles['emptyActions']}>
          <LinkButton type="primary" to={APP_PATHS.recharge}>
            {t('list.recharge')}
          </LinkButton>
          <LinkButton to={APP_PATHS.membership}>{t('list.membership')}</LinkButton>
        </div>
      }
    />
  );
}

function ListSkeleton() {
  const { t } = useOrdersTexts();
  return (
    <div className={styles['skeletons']} role="status" aria-label={t('list.label')}>
      {Array.from({ length: 5 }, (_, index) => (
        <div key={index} className={`skeleton ${styles['skeleton'] ?? ''}`} />
      ))}
    </div>
  );
}
