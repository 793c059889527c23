import { Typography } from 'antd';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCredits, formatDate, formatDateTime } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
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
          {!hasMovements && (
            <p className={styles['notice']}>
              {t(order.kind === 'membership' ? 'drawer.membershipOrder' : 'drawer.unpaidOrder')}
            </p>
          )}
          <h3 id="order-title">{t('order.title')}</h3>
          <OrderFacts order={order} />
          <Link to={APP_PATHS.orders} className={styles['link']}>
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
  const facts: Fact[] = [
    [
      t('order.number'),
      <Typography.Text key="number" copyable={{ text: order.orderNo }} className={styles['code'] ?? ''}>
        {order.orderNo}
      </Typography.Text>,
    ],
    [t('order.kind'), <Bought key="kind" order={order} />],
    [t('order.status'), t(`order.${order.paymentStatus}`)],
    [t('order.price'), formatFen(order.priceFen)],
    [t('order.refunded'), order.refundedFen > 0 ? formatFen(order.refundedFen) : null],
    [t('order.method'), tCommon(`method.${order.paymentMethod}`)],
    [t('order.created'), formatDateTime(order.createdAt, locale)],
    [
      t('order.paid'),
      order.paidAt &&
        `${formatDateTime(order.paidAt, locale)}${order.paidLate ? ` · ${t('order.paidLate')}` : ''}`,
    ],
  ];
  if (order.kind === 'membership' && order.startDate && order.endDate) {
    const period = [order.startDate, order.endDate].map((date) => formatDate(date, locale)).join(' – ');
    facts.push([t('order.period'), period]);
  }
  return <TransactionFacts facts={facts} />;
}

function Bought({ order }: { readonly order: OrderView }) {
  const { t, locale } = useTransactionsTexts();
  if (order.kind === 'membership') return t('order.membership', { days: order.durationDays });
  const amount = formatCredits(order.amount, locale);
  if (order.bonus === 0) return t('order.recharge', { amount });
  return t('order.rechargeWithBonus', { amount, bonus: formatCredits(order.bonus, locale) });
}
