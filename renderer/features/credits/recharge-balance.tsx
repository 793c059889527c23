import { trpc } from '../../app/api/trpc.ts';
import { formatCredits, formatDate } from '../../components/format.ts';
import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import { CreditIcon } from '../../components/icons.tsx';
import { QueryView } from '../../components/query-view.tsx';
import styles from './recharge-page.module.css';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** What one has now, and how far it goes. */
export function RechargeBalance() {
  const { t, locale } = useRechargeTexts();
  const query = trpc.statistics.overview.useQuery();
  const cost = useCreditsPerOutput();
  return (
    <section className={`card ${styles['balance'] ?? ''}`} aria-label={t('balance')}>
      <QueryView
        query={query}
        failureTitle={t('balanceFailed')}
        skeleton={<div className={`skeleton ${styles['balanceSkeleton'] ?? ''}`} role="status" />}
      >
        {({ credits, isMember, memberExpiredAt }) => (
          <>
            <span className={styles['coin']}>
              <CreditIcon size={28} />
            </span>
            <div>
              <p className="soft">{t('balance')}</p>
              <p className={styles['balanceCredits']} data-testid="page-balance">
                {formatCredits(credits, locale)}
              </p>
            </div>
            <p className={styles['covers']}>
              {isMember && memberExpiredAt !== null
                ? t('member', { date: formatDate(memberExpiredAt, locale) })
                : t(credits < cost ? 'coversNone' : 'covers', {
                    count: Math.floor(credits / cost),
                  })}
            </p>
          </>
        )}
      </QueryView>
    </section>
  );
}
