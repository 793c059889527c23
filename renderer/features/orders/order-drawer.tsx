import { Drawer } from 'antd';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import { useOrdersTexts } from './use-orders-texts.ts';
import { OrderDetails } from './order-details.tsx';

/** One order's details beside the list. */
export function OrderDrawer({
  orderNo,
  onClose,
}: {
  readonly orderNo: string;
  readonly onClose: () => void;
}) {
  const { t } = useOrdersTexts();
  useReturnFocus();
  return (
    <Drawer open title={t('details.title')} size={440} onClose={onClose}>
      <OrderDetails orderNo={orderNo} />
    </Drawer>
  );
}
