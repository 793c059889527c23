import type { OrderView } from '../../../shared/contracts/orders.ts';
import { OrderRow } from './order-row.tsx';
import styles from './order-list.module.css';
import { useCancelOrder } from './use-cancel-order.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Orders one below the other: rows of a sheet where there is room, cards on a phone. */
export function OrderList({
  orders,
  onSelect,
}: {
  readonly orders: readonly OrderView[];
  readonly onSelect: (orderNo: string) => void;
}) {
  const { t } = useOrdersTexts();
  const cancel = useCancelOrder();
  return (
    <ul className={styles['list']} aria-label={t('list.label')}>
      {orders.map((order) => (
        <OrderRow
          key={order.orderNo}
          order={order}
          onSelect={() => onSelect(order.orderNo)}
          onCancel={() => cancel.ask(order.orderNo)}
        />
      ))}
    </ul>
  );
}
