import { Button } from 'antd';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatTime } from '../../components/format.ts';
import styles from './payment-flow.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';
import type { PaymentActions } from './use-payment-actions.ts';

/** "I have paid": asks the gateway, and says honestly when it knows of no payment. */
export function PaymentCheck({
  check,
  isMain,
}: {
  readonly check: PaymentActions['check'];
  readonly isMain: boolean;
}) {
  const { t, locale } = useOrdersTexts();
  return (
    <>
      <Button
        block
        size="large"
        type={isMain ? 'primary' : 'default'}
        loading={check.isPending}
        onClick={check.run}
      >
        {t('pay.check')}
      </Button>
      <div role="status" className={styles['answer']}>
        {check.unpaidAt !== null && (
          <>
            <p>
              <strong>{t('pay.unpaidYet', { time: formatTime(check.unpaidAt, locale) })}</strong>
            </p>
            <p>{t('pay.unpaidYetHint')}</p>
          </>
        )}
      </div>
      {check.failure !== null && (
        <FailureNotice title={t('pay.checkFailed')} failure={check.failure} onRetry={check.run} />
      )}
    </>
  );
}
