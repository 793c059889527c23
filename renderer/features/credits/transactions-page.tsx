import { Suspense, lazy } from 'react';
import { Page } from '../../components/page.tsx';
import { StatisticsSection } from './statistics-section.tsx';
import { TransactionsHistory } from './transactions-history.tsx';
import { useTransactionsSearch } from './use-transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

const TransactionDrawer = lazy(async () => ({
  default: (await import('./transaction-drawer.tsx')).TransactionDrawer,
}));

/** Every credit from grant to use: the sums, the last 30 days, and each row with what is behind it. */
export function TransactionsPage() {
  const { t } = useTransactionsTexts();
  const state = useTransactionsSearch();
  return (
    <Page title={t('title')} description={t('description')}>
      <StatisticsSection />
      <TransactionsHistory state={state} />
      <Suspense fallback={null}>
        <TransactionDrawer opened={state.search.opened} onOpen={state.open} onClose={state.close} />
      </Suspense>
    </Page>
  );
}
