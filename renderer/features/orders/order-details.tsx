import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { formatCredits, formatDateTime } from '../../components/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './order-details.module.css';
import { OrderNumber } from './order-number.tsx';
import { OrderStatusTag } from './order-status-tag.tsx';
import { payPath } from './pay-path.ts';
import { useDescribeBought } from './use-describe-bought.ts';
import { isMissing, useFollowedOrder } from './use-followed-order.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Everything about one order, as it is now. */
export function OrderDetails({
  orderNo,
  known,
}: {
  readonly orderNo: string;
  /** What the list has shown of it. */
  readonly known: OrderView | undefined;
}) {
  const { t } = useOrdersTexts();
  const query = useFollowedOrder(orderNo, known);
  if (isMissing(query)) return <EmptyState title={t('pay.notFound')} hint={t('pay.notFoundHint')} />;
  return (
    <QueryView query={query} failureTitle={t('pay.orderFailed')}>
      {(order) => <KnownDetails order={order} />}
    </QueryView>
  );
}

function KnownDetails({ order }: { readonly order: OrderView }) {
  const { t } = useOrdersTexts();
  const facts = useFacts(order);
  return (
    <div className={styles['details']}>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {order.paidLate && <p className="soft">{t('details.paidLate')}</p>}
      {order.paymentStatus === 'PENDING' && (
        <LinkButton type="primary" size="large" block to={payPath(order)}>
          {t('list.pay')}
        </LinkButton>
      )}
      <p className={styles['links']}>
        {order.kind === 'recharge' && order.paidAt !== null && (
          <Link to={`${APP_PATHS.transactions}?related=${order.orderNo}`}>{t('details.history')}</Link>
        )}
        {order.paymentStatus === 'CLOSED' && <Link to={payPath(order)}>{t('details.alreadyPaid')}</Link>}
        <Link to={APP_PATHS.refunds}>{t('details.rules')}</Link>
      </p>
    </div>
  );
}

/** The facts that this order has, in the order in which one looks for them. */
function useFacts(order: OrderView): readonly (readonly [string, ReactNode])[] {
  const { t, locale } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const describe = useDescribeBought();
  const facts: [string, ReactNode][] = [
    [t('details.what'), describe(order)],
    [t('details.status'), <OrderStatusTag key="status" order={order} />],
    [t('details.price'), formatFen(order.priceFen)],
  ];
  if (order.refundedFen > 0) facts.push([t('details.refunded'), formatFen(order.refundedFen)]);
  if (order.kind === 'recharge') {
    facts.push([t('details.credits'), formatCredits(order.amount, locale)]);
    if (order.bonus > 0) facts.push([t('details.bonus'), formatCredits(order.bonus, locale)]);
  } else if (order.startDate !== null && order.endDate !== null) {
    const start = formatDateTime(order.startDate, locale);
    const end = formatDateTime(order.endDate, locale);
    facts.push([t('details.period'), t('paid.period', { start, end })]);
  }
  facts.push(
    [t('details.method'), common(`method.${order.paymentMethod}`)],
    [t('details.orderNo'), <OrderNumber key="number" orderNo={order.orderNo} />],
    [t('details.createdAt'), formatDateTime(order.createdAt, locale)],
  );
  if (order.paidAt !== null) facts.push([t('details.paidAt'), formatDateTime(order.paidAt, locale)]);
  else facts.push([t('details.expiresAt'), formatDateTime(order.expiresAt, locale)]);
  return facts;
}
