import { Drawer } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { useOrdersTexts } from './use-orders-texts.ts';
import { OrderDetails } from './order-details.tsx';

/** One order's details beside the list. */
export function OrderDrawer({
  orderNo,
  known,
  onClose,
}: {
  readonly orderNo: string;
  /** What the list has shown of it. */
  readonly known: OrderView | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useOrdersTexts();
  useReturnFocus();
  return (
    <Drawer open title={t('details.title')} size={440} onClose={onClose}>
      <OrderDetails orderNo={orderNo} known={known} />
    </Drawer>
  );
}
