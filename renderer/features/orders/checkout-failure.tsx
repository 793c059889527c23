import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { Failure } from '../../app/api/read-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import styles from './checkout-panel.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Why an order was not placed, and the way on: to the unpaid ones where there are too many of them. */
export function CheckoutFailure({ failure }: { readonly failure: Failure }) {
  const { t } = useOrdersTexts();
  const isAnswerLost = failure.reason === 'UNREACHABLE' || failure.reason === 'OFFLINE';
  return (
    <div className={styles['failure']}>
      <FailureNotice failure={failure} title={isAnswerLost ? undefined : t('checkout.failed')} />
      {isAnswerLost && <p className="soft">{t('checkout.lost')}</p>}
      {failure.reason === 'TOO_MANY_PENDING_ORDERS' && (
        <p>
          <Link to={`${APP_PATHS.orders}?status=PENDING`}>{t('checkout.tooMany')}</Link>
        </p>
      )}
    </div>
  );
}
