import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import styles from './membership-advisor.module.css';
import { useMembershipTexts } from './use-membership-texts.ts';
import { LOOKED_AT, type RecentCreations } from './use-recent-creations.ts';

/** Exactly what the advice is based on, for who wants to know. */
export function AdvisorCounting({ recent }: { readonly recent: RecentCreations }) {
  const { t } = useMembershipTexts();
  const cost = useCreditsPerOutput();
  return (
    <details className={styles['counting']}>
      <summary>{t('advisor.counting')}</summary>
      <ul>
        <li>{t('advisor.countingCredits', { cost, times: recent.paid })}</li>
        {recent.covered !== null && (
          <li>{t('advisor.countingCovered', { limit: LOOKED_AT, times: recent.covered })}</li>
        )}
        <li>{t('advisor.countingPrices')}</li>
      </ul>
    </details>
  );
}
