import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import type { Locale } from '../../../shared/errors.ts';
import { formatFen } from '../../../shared/money.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatDate, formatDateTime } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { OrderNumber } from '../orders/order-number.tsx';
import { OrderStatusTag } from '../orders/order-status-tag.tsx';
import { useDescribeBought } from '../orders/use-describe-bought.ts';
import { TransactionFacts, type Fact } from './transaction-facts.tsx';
import styles from './transaction-details.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** The order behind ledger rows. */
export function TransactionOrderDetails({
  orderNo,
  hasMovements,
}: {
  readonly orderNo: string;
  readonly hasMovements: boolean;
}) {
  const { t } = useTransactionsTexts();
  const query = trpc.orders.get.useQuery({ orderNo });
  if (query.isError && readFailure(query.error).reason === 'NOT_FOUND')
    return <EmptyState title={t('drawer.nothingFound')} hint={t('drawer.nothingFoundHint')} />;
  return (
    <QueryView query={query} failureTitle={t('drawer.failed')}>
      {(order) => (
        <section className={styles['section']} aria-labelledby="order-title">
          {!hasMovements && <p className={styles['notice']}>{t(whyStill(order))}</p>}
          <h3 id="order-title">{t('order.title')}</h3>
          <OrderFacts order={order} />
          <Link to={`${APP_PATHS.orders}?order=${order.orderNo}`} className={styles['link']}>
            {t('order.show')}
          </Link>
        </section>
      )}
    </QueryView>
  );
}

function OrderFacts({ order }: { readonly order: OrderView }) {
  const { t, locale } = useTransactionsTexts();
  const { t: tCommon } = useCommonTexts();
  const describe = useDescribeBought();
  const facts: Fact[] = [
    [t('order.kind'), describe(order)],
    [t('order.status'), <OrderStatusTag key="status" order={order} />],
    [t('order.price'), formatFen(order.priceFen)],
    [t('order.refunded'), order.refundedFen > 0 ? formatFen(order.refundedFen) : null],
    [t('order.period'), describePeriod(order, locale)],
    [t('order.method'), tCommon(`method.${order.paymentMethod}`)],
    [t('order.number'), <OrderNumber key="number" orderNo={order.orderNo} />],
    [t('order.created'), formatDateTime(order.createdAt, locale)],
    [
      t('order.paid'),
      order.paidAt &&
        `${formatDateTime(order.paidAt, locale)}${order.paidLate ? ` · ${t('order.paidLate')}` : ''}`,
    ],
  ];
  return <TransactionFacts facts={facts} />;
}

function describePeriod(order: OrderView, locale: Locale): string | null {
  if (order.kind !== 'membership' || !order.startDate || !order.endDate) return null;
  return `${formatDate(order.startDate, locale)} – ${formatDate(order.endDate, locale)}`;
}

/** Why no credits have moved. */
function whyStill(
  order: OrderView,
): 'drawer.membershipOrder' | 'drawer.unpaidOrder' | 'drawer.closedOrder' | 'drawer.noMovements' {
  if (order.kind === 'membership') return 'drawer.membershipOrder';
  if (order.paymentStatus === 'PENDING') return 'drawer.unpaidOrder';
  return order.paymentStatus === 'CLOSED' ? 'drawer.closedOrder' : 'drawer.noMovements';
}
