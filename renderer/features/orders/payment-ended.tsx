import { Button } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { FocusedHeading } from './focused-heading.tsx';
import { OrderNumber } from './order-number.tsx';
import { PaymentCheck } from './payment-check.tsx';
import styles from './payment-flow.module.css';
import { useDescribeBought } from './use-describe-bought.ts';
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
  const describe = useDescribeBought();
  const isRefund = phase === 'refunding' || phase === 'refunded';
  const refunded = formatFen(order.refundedFen);
  return (
    <div className={styles['end']}>
      <div role="status" className={styles['endText']}>
        <FocusedHeading>{t(`ended.${phase}Title`)}</FocusedHeading>
        <p className="soft">{t(`ended.${phase}Hint`, { amount: refunded })}</p>
        {/* How much is still on its way is not known here: a refund may be of a part. */}
        {phase === 'refunding' && order.refundedFen > 0 && (
          <p className="soft">{t('ended.refundedSoFar', { amount: refunded })}</p>
        )}
        <p className={styles['endOrder']}>
          <span>{describe(order)}</span>
          <strong>{formatFen(order.priceFen)}</strong>
        </p>
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
