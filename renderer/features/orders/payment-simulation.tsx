import { Button } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './payment-flow.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';
import type { PaymentActions } from './use-payment-actions.ts';

/** Where payments are simulated: says so, and lets the payment arrive. */
export function PaymentSimulation({
  order,
  simulate,
}: {
  readonly order: OrderView;
  readonly simulate: PaymentActions['simulate'];
}) {
  const { t } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  return (
    <section className={styles['simulation']} aria-label={t('pay.simulateTitle')}>
      <strong>{t('pay.simulateTitle')}</strong>
      <p>{t('pay.simulateHint', { method: common(`method.${order.paymentMethod}`) })}</p>
      <Button block size="large" type="primary" loading={simulate.isPending} onClick={simulate.run}>
        {t('pay.simulate')}
      </Button>
      {simulate.failure !== null && (
        <FailureNotice title={t('pay.simulateFailed')} failure={simulate.failure} onRetry={simulate.run} />
      )}
    </section>
  );
}
