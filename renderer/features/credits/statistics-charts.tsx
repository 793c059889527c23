import type { DailyCreditsView } from '../../../shared/contracts/statistics.ts';
import { useTheme } from '../../app/theme/theme-provider.tsx';
import { formatCredits } from '../../components/format.ts';
import { formatBusinessDay, type DailySummary } from './statistics-daily.ts';
import { StatisticsChart } from './statistics-chart.tsx';
import styles from './statistics.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

interface Days {
  readonly daily: readonly DailyCreditsView[];
  readonly summary: DailySummary;
}

/**
 * The last days in two pictures, each on a scale of its own: a recharge is a hundred times a generation. What they show
 * is also said in a sentence, and day by day in a table for those who do not see them.
 */
export function StatisticsCharts({ daily, summary }: Days) {
  const { t } = useTransactionsTexts();
  const { palette } = useTheme();
  const sentences = useSentences(summary);
  const pale = (color: string): string => `color-mix(in srgb, ${color} 45%, ${palette.surface})`;
  return (
    <>
      <div className={styles['charts']}>
        <StatisticsChart
          title={t('chart.spent')}
          sentence={sentences.spent}
          daily={daily}
          series={[
            { key: 'consumed', name: t('statistics.consumed'), color: palette.accent },
            { key: 'refunded', name: t('statistics.refunded'), color: pale(palette.accent) },
          ]}
        />
        <StatisticsChart
          title={t('chart.received')}
          sentence={sentences.received}
          daily={daily}
          stacked
          series={[
            { key: 'recharged', name: t('statistics.recharged'), color: palette.credit },
            { key: 'rewarded', name: t('statistics.rewarded'), color: pale(palette.credit) },
          ]}
        />
      </div>
      <DaysTable daily={daily} />
    </>
  );
}

function useSentences(summary: DailySummary): { readonly spent: string; readonly received: string } {
  const { t, locale } = useTransactionsTexts();
  const format = (credits: number): string => formatCredits(credits, locale);
  const { recharged, rewarded, consumed, refunded, busiest } = summary;
  const received =
    recharged + rewarded === 0
      ? t('chart.noReceiving')
      : t('chart.receivedSummary', {
          total: format(recharged + rewarded),
          recharged: format(recharged),
          rewarded: format(rewarded),
        });
  if (busiest === null) {
    return {
      received,
      spent: refunded === 0 ? t('chart.noSpending') : t('chart.onlyRefunded', { refunded: format(refunded) }),
    };
  }
  const spent = t('chart.spentSummary', {
    consumed: format(consumed),
    refunded: format(refunded),
    date: formatBusinessDay(busiest.date, locale, 'full'),
    most: format(busiest.consumed),
  });
  return { received, spent };
}

function DaysTable({ daily }: Pick<Days, 'daily'>) {
  const { t, locale } = useTransactionsTexts();
  return (
    <div className="visually-hidden">
      <table>
        <caption>{t('chart.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.day')}</th>
            <th scope="col">{t('statistics.recharged')}</th>
            <th scope="col">{t('statistics.rewarded')}</th>
            <th scope="col">{t('statistics.consumed')}</th>
            <th scope="col">{t('statistics.refunded')}</th>
          </tr>
        </thead>
        <tbody>
          {daily.map((day) => (
            <tr key={day.date}>
              <th scope="row">{formatBusinessDay(day.date, locale, 'full')}</th>
              <td>{formatCredits(day.recharged, locale)}</td>
              <td>{formatCredits(day.rewarded, locale)}</td>
              <td>{formatCredits(day.consumed, locale)}</td>
              <td>{formatCredits(day.refunded, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
