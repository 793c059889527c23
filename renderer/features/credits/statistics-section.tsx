import { Suspense, lazy } from 'react';
import type { CreditStatisticsView } from '../../../shared/contracts/statistics.ts';
import { trpc } from '../../app/api/trpc.ts';
import { QueryView } from '../../components/query-view.tsx';
import { StatisticsBalance } from './statistics-balance.tsx';
import { summarizeDays } from './statistics-daily.ts';
import { isUntouched } from './statistics-equation.ts';
import styles from './statistics.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

const StatisticsCharts = lazy(async () => ({
  default: (await import('./statistics-charts.tsx')).StatisticsCharts,
}));

/** What became of the user's credits: the sums that make the balance, and the last 30 days. */
export function StatisticsSection() {
  const { t } = useTransactionsTexts();
  const query = trpc.statistics.credits.useQuery();
  return (
    <section aria-labelledby="statistics-title" className={styles['section']}>
      <h2 id="statistics-title" className="visually-hidden">
        {t('statistics.title')}
      </h2>
      <QueryView query={query} skeleton={<StatisticsSkeleton />} failureTitle={t('statistics.failed')}>
        {(statistics) => (
          <>
            <StatisticsBalance statistics={statistics} />
            <LastDays statistics={statistics} />
          </>
        )}
      </QueryView>
    </section>
  );
}

function LastDays({ statistics }: { readonly statistics: CreditStatisticsView }) {
  const { t } = useTransactionsTexts();
  const summary = summarizeDays(statistics.daily);
  if (isUntouched(statistics)) return null;
  return (
    <section aria-labelledby="last-days-title" className={`card ${styles['days']}`}>
      <h3 id="last-days-title">{t('chart.title')}</h3>
      {summary.isStill ? (
        <p className="soft">{t('chart.still')}</p>
      ) : (
        <Suspense fallback={<div className={`skeleton ${styles['chartsSkeleton']}`} />}>
          <StatisticsCharts daily={statistics.daily} summary={summary} />
        </Suspense>
      )}
    </section>
  );
}

function StatisticsSkeleton() {
  const { t } = useTransactionsTexts();
  return (
    <div role="status" aria-label={t('statistics.title')} className={styles['section']}>
      <div className={`skeleton ${styles['balanceSkeleton']}`} />
      <div className={`skeleton ${styles['daysSkeleton']}`} />
    </div>
  );
}
