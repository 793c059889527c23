import type { MembershipPriceView } from '../../../shared/contracts/membership.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatDateTime, readTimeZone } from '../../components/format.ts';
import styles from './plan-effect.module.css';
import { useMembershipTexts } from './use-membership-texts.ts';

/** What a plan would do: the exact new end while a membership runs, otherwise days from payment. */
export function PlanEffect({ plan }: { readonly plan: MembershipPriceView }) {
  const { t, locale } = useMembershipTexts();
  const query = trpc.membership.preview.useQuery({ priceId: plan.id });
  const preview = query.data;
  return (
    <div className={styles['effect']} role="status" aria-label={t('effect.label')}>
      {preview === undefined ? (
        query.isError ? (
          <FailureNotice
            title={t('effect.failed')}
            failure={readFailure(query.error)}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <div className={`skeleton ${styles['skeleton'] ?? ''}`} />
        )
      ) : preview.exact && preview.currentEnd !== null ? (
        <>
          <dl className={styles['ends']}>
            <div>
              <dt>{t('effect.from')}</dt>
              <dd>{formatDateTime(preview.currentEnd, locale)}</dd>
            </div>
            <div className={styles['main']}>
              <dt>{t('effect.to')}</dt>
              <dd>{formatDateTime(preview.newEndIfPaidNow, locale)}</dd>
            </div>
          </dl>
          <p>{t('effect.lossless')}</p>
        </>
      ) : (
        <>
          <p className={styles['main']}>{t('effect.fromPayment', { days: plan.durationDays })}</p>
          <p>{t('effect.about', { to: formatDateTime(preview.newEndIfPaidNow, locale) })}</p>
        </>
      )}
      <p>{t('effect.noRenewal')}</p>
      <p className={styles['zone']}>{t('effect.zone', { zone: readTimeZone() })}</p>
    </div>
  );
}
