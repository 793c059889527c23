import { Button } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { formatDateTime } from '../../components/format.ts';
import { LinkButton } from '../../components/link-button.tsx';
import { CreditIcon, MemberIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './order-list.module.css';
import { OrderStatusTag } from './order-status-tag.tsx';
import { payPath } from './pay-path.ts';
import { useDescribeBought } from './use-describe-bought.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** One order among others, with what can be done about it. */
export function OrderRow({
  order,
  onSelect,
  onCancel,
}: {
  readonly order: OrderView;
  readonly onSelect: () => void;
  readonly onCancel: () => void;
}) {
  const { t, locale } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const what = useDescribeBought()(order);
  const isPending = order.paymentStatus === 'PENDING';
  return (
    <li className={styles['row']} data-pending={isPending}>
      <span className={styles['icon']} data-kind={order.kind}>
        {order.kind === 'recharge' ? <CreditIcon /> : <MemberIcon />}
      </span>
      <div className={styles['what']}>
        <strong>{what}</strong>
        <span className={styles['when']}>
          <span>{t('list.placedAt', { time: formatDateTime(order.createdAt, locale) })}</span>
          {isPending && <span>{t('list.payBefore', { time: formatDateTime(order.expiresAt, locale) })}</span>}
        </span>
      </div>
      <div className={styles['price']}>
        <strong>{formatFen(order.priceFen)}</strong>
        <span>{common(`method.${order.paymentMethod}`)}</span>
      </div>
      <div className={styles['state']}>
        <OrderStatusTag order={order} />
      </div>
      <div className={styles['actions']}>
        {isPending && (
          <>
            <LinkButton type="primary" to={payPath(order)} aria-label={`${t('list.pay')}: ${what}`}>
              {t('list.pay')}
            </LinkButton>
            <Button type="text" onClick={onCancel} aria-label={`${t('list.cancel')}: ${what}`}>
              {t('list.cancel')}
            </Button>
          </>
        )}
        <Button type="text" onClick={onSelect} aria-label={`${t('list.details')}: ${what}`}>
          {t('list.details')}
        </Button>
      </div>
    </li>
  );
}
