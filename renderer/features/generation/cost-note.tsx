import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { formatCredits } from '../../components/format.ts';
import { CreditIcon, MemberIcon } from '../../components/icons.tsx';
import type { CostForecast } from './forecast-cost.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './composer.module.css';

/** What pressing the button will cost, and what the balance will be then. */
export function CostNote({
  id,
  count,
  forecast,
}: {
  readonly id: string;
  readonly count: number;
  readonly forecast: CostForecast;
}) {
  const { t, locale } = useGenerationTexts();
  if (forecast.isCovered) {
    return (
      <p id={id} className={`${styles['cost'] ?? ''} ${styles['free'] ?? ''}`} aria-live="polite">
        <strong>
          <MemberIcon size={18} /> {t('cost.free')}
        </strong>
        <span>{t('cost.freeHint')}</span>
      </p>
    );
  }
  const format = (credits: number): string => formatCredits(credits, locale);
  const { available, credits, shortfall } = forecast;
  return (
    <div className={styles['cost']}>
      <p id={id} className="numbers" aria-live="polite">
        <strong>
          <CreditIcon size={18} /> {t('cost.credits', { credits: format(credits) })}
        </strong>
        {count > 1 && <span>{t('cost.calculation', { each: forecast.each, count })}</span>}
        <span className={styles['balance']}>
          {available === null && t('cost.unknown')}
          {available !== null &&
            shortfall === 0 &&
            t('cost.balance', { before: format(available), after: format(available - credits) })}
          {available !== null &&
            shortfall > 0 &&
            t('cost.short', { available: format(available), shortfall: format(shortfall) })}
        </span>
      </p>
      <Link to={APP_PATHS.membership}>{t('cost.membership')}</Link>
    </div>
  );
}
