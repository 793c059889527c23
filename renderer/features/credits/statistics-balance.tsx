import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { CreditStatisticsView } from '../../../shared/contracts/statistics.ts';
import { formatFen } from '../../../shared/money.ts';
import { formatCredits } from '../../components/format.ts';
import { EQUATION_TERMS, formatEquation, isUntouched, solveEquation } from './statistics-equation.ts';
import styles from './statistics.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** The balance and the sums it is made of: on one side what came, on the other what went. */
export function StatisticsBalance({ statistics }: { readonly statistics: CreditStatisticsView }) {
  const { t, locale } = useTransactionsTexts();
  const format = (credits: number): string => formatCredits(credits, locale);
  const { unavailable } = solveEquation(statistics);
  return (
    <div className={`card ${styles['balanceCard']}`}>
      <div className={styles['balance']}>
        <span className={styles['label']}>{t('statistics.balance')}</span>
        <strong className={`numbers ${styles['balanceNumber']}`} data-testid="statistics-balance">
          {format(statistics.credits)}
        </strong>
        <Link to={APP_PATHS.recharge} className={styles['recharge']}>
          {t('statistics.recharge')}
        </Link>
      </div>
      <div className={styles['sums']}>
        <dl className={styles['terms']}>
          {EQUATION_TERMS.map(({ name, total, sign }) => (
            <div key={name} className={styles['term']}>
              <dt className={styles['label']}>{t(`statistics.${name}`)}</dt>
              <dd className={`numbers ${styles['termNumber']} ${signClass(statistics[total], sign)}`}>
                {statistics[total] === 0 ? '0' : `${sign > 0 ? '+' : '−'}${format(statistics[total])}`}
              </dd>
              <dd className={styles['hint']}>{t(`statistics.${name}Hint`)}</dd>
            </div>
          ))}
        </dl>
        {unavailable !== null && !isUntouched(statistics) && (
          <div className={styles['equation']}>
            <span className={styles['label']}>{t('statistics.equation')}</span>
            <span className="numbers">{formatEquation(statistics, unavailable, format)}</span>
            {unavailable > 0 && (
              <span className={styles['hint']}>
                {t('statistics.unavailable', { credits: format(unavailable) })}
              </span>
            )}
          </div>
        )}
      </div>
      <dl className={styles['facts']}>
        <div>
          <dt className={styles['label']}>{t('statistics.money')}</dt>
          <dd className={`numbers ${styles['fact']}`}>{formatFen(statistics.totalSpentFen)}</dd>
          <dd className={styles['hint']}>{t('statistics.moneyHint')}</dd>
        </div>
        <div>
          <dt className={styles['label']}>{t('statistics.generations')}</dt>
          <dd className={`numbers ${styles['fact']}`}>{format(statistics.generationCount)}</dd>
          <dd className={styles['hint']}>{t('statistics.generationsHint')}</dd>
        </div>
      </dl>
    </div>
  );
}

function signClass(total: number, sign: 1 | -1): string {
  if (total === 0) return styles['none'] ?? '';
  return (sign > 0 ? styles['came'] : styles['went']) ?? '';
}
