import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderKind, OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { i18n } from '../../app/i18n/i18n.ts';
import { isPractice } from '../../platform/desktop.ts';
import styles from './checkout-panel.module.css';
import { CheckoutFailure } from './checkout-failure.tsx';
import { PaymentMethodPicker } from './payment-method-picker.tsx';
import { useOrdersTexts } from './use-orders-texts.ts';
import { usePaymentMethod } from './use-payment-method.ts';
import { usePlaceOrder } from './use-place-order.ts';

/**
 * The last look before ordering: what, how it is paid, how much, what one agrees to. Gives the placed order, whose
 * payment then follows.
 */
export function CheckoutPanel({
  kind,
  priceId,
  priceFen,
  children,
  onPlaced,
}: {
  readonly kind: OrderKind;
  readonly priceId: number;
  readonly priceFen: number;
  /** What is bought, and what the buyer should know about it. */
  readonly children: ReactNode;
  readonly onPlaced: (order: OrderView) => void;
}) {
  const { t } = useOrdersTexts();
  const { method, choose } = usePaymentMethod();
  const { place, isPlacing, failure } = usePlaceOrder(kind, onPlaced);
  return (
    <div className={styles['panel']}>
      <div className={styles['what']}>{children}</div>
      <PaymentMethodPicker value={method} onChange={choose} />
      <p className={styles['total']}>
        <span>{t('checkout.total')}</span>
        <strong className="numbers">{formatFen(priceFen)}</strong>
      </p>
      {isPractice() && <p className={styles['practice']}>{t('checkout.practice')}</p>}
      {failure !== null && <CheckoutFailure failure={failure} />}
      <Button
        type="primary"
        size="large"
        block
        disabled={method === null}
        loading={isPlacing}
        onClick={() => method !== null && place({ priceId, paymentMethod: method })}
      >
        {t(isPlacing ? 'checkout.placing' : 'checkout.place')}
      </Button>
      <p className={styles['agreement']}>
        <Trans
          i18n={i18n}
          ns="orders"
          i18nKey="checkout.agreement"
          components={{ terms: <Link to={APP_PATHS.terms} />, refunds: <Link to={APP_PATHS.refunds} /> }}
        />
      </p>
    </div>
  );
}
