import { Button } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { FocusedHeading } from './focused-heading.tsx';
import { OrderNumber } from './order-number.tsx';
import { PaymentCheck } from './payment-check.tsx';
import styles from './payment-flow.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';
import type { PaymentActions } from './use-payment-actions.ts';

/** How an order can end without what it was for. */
export type EndedPhase = 'expired' | 'cancelled' | 'closed' | 'refunding' | 'refunded';

/** An order that ended without what it was for: why, where the money is, and how to go on. */
export function PaymentEnded({
  order,
  phase,
  check,
  onLeave,
}: {
  readonly order: OrderView;
  readonly phase: EndedPhase;
  readonly check: PaymentActions['check'];
  readonly onLeave: () => void;
}) {
  const { t } = useOrdersTexts();
  const isRefund = phase === 'refunding' || phase === 'refunded';
  const amount = formatFen(order.refundedFen > 0 ? order.refundedFen : order.priceFen);
  return (
    <div className={styles['end']}>
      <div role="status" className={styles['endText']}>
        <FocusedHeading>{t(`ended.${phase}Title`)}</FocusedHeading>
        <p className="soft">{t(`ended.${phase}Hint`, { amount })}</p>
        <OrderNumber orderNo={order.orderNo} />
      </div>
      <Button type="primary" size="large" onClick={onLeave}>
        {t('ended.again')}
      </Button>
      {!isRefund && (
        <div className={styles['stillPaid']}>
          <p className="soft">{t('ended.alreadyPaid')}</p>
          <PaymentCheck check={check} isMain={false} />
        </div>
      )}
    </div>
  );
}
