import type { OrderView } from '../../../shared/contracts/orders.ts';
import styles from './order-status-tag.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Where an order stands, in a calm word. */
export function OrderStatusTag({ order }: { readonly order: OrderView }) {
  const { t } = useOrdersTexts();
  const isPartlyRefunded = order.paymentStatus === 'PAID' && order.refundedFen > 0;
  return (
    <span className={styles['tag']} data-status={order.paymentStatus}>
      {t(isPartlyRefunded ? 'status.partly' : `status.${order.paymentStatus}`)}
    </span>
  );
}
