import type { ReactNode } from 'react';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { trpc } from '../../app/api/trpc.ts';
import { formatCredits, formatDateTime } from '../../components/format.ts';
import { LinkButton } from '../../components/link-button.tsx';
import { FocusedHeading } from './focused-heading.tsx';
import styles from './payment-flow.module.css';
import { useCountUp } from './use-count-up.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** What was bought has arrived. `balanceBefore` is what one had while paying, null when one only looks back. */
export function PaymentPaid({
  order,
  now,
  balanceBefore,
  actions,
}: {
  readonly order: OrderView;
  /** On the server's clock. */
  readonly now: number;
  readonly balanceBefore: number | null;
  /** Instead of the ways to create and to the orders. */
  readonly actions?: ReactNode;
}) {
  const { t } = useOrdersTexts();
  return (
    <div className={styles['end']}>
      <DoneMark />
      <div role="status" className={styles['endText']}>
        <FocusedHeading>{t(titleOf(order, now))}</FocusedHeading>
        {order.kind === 'recharge' ? (
          <CreditsArrived order={order} balanceBefore={balanceBefore} />
        ) : (
          <PeriodBought order={order} isExtension={isExtension(order, now)} />
        )}
        {order.paidLate && <p className="soft">{t('paid.late')}</p>}
        {order.refundedFen > 0 && (
          <p className="soft">{t('paid.partly', { amount: formatFen(order.refundedFen) })}</p>
        )}
      </div>
      {actions ?? (
        <div className={styles['endActions']}>
          <LinkButton type="primary" size="large" to={APP_PATHS.create}>
            {t('paid.create')}
          </LinkButton>
          <LinkButton size="large" to={APP_PATHS.orders}>
            {t('paid.orders')}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function titleOf(order: OrderView, now: number) {
  if (order.kind === 'recharge') return 'paid.recharge';
  return isExtension(order, now) ? 'paid.extended' : 'paid.membership';
}

/** A period that begins later continues one that runs. */
function isExtension(order: OrderView, now: number): boolean {
  return order.kind === 'membership' && order.startDate !== null && order.startDate.getTime() > now;
}

function CreditsArrived({
  order,
  balanceBefore,
}: {
  readonly order: Extract<OrderView, { kind: 'recharge' }>;
  readonly balanceBefore: number | null;
}) {
  const { t, locale } = useOrdersTexts();
  const { data } = trpc.statistics.overview.useQuery();
  const values = {
    credits: formatCredits(order.totalAmount, locale),
    bonus: formatCredits(order.bonus, locale),
  };
  return (
    <>
      <p>{t(order.bonus > 0 ? 'paid.gainedBonus' : 'paid.gained', values)}</p>
      {data !== undefined && (
        <p className={styles['balance']}>
          <span>{t('paid.balance')}</span>
          <RunningCredits from={balanceBefore ?? data.credits} to={data.credits} />
        </p>
      )}
    </>
  );
}

function RunningCredits({ from, to }: { readonly from: number; readonly to: number }) {
  const { locale } = useOrdersTexts();
  const shown = useCountUp(from, to);
  return (
    <>
      <strong aria-hidden="true">{formatCredits(shown, locale)}</strong>
      <span className="visually-hidden" data-testid="new-balance">
        {formatCredits(to, locale)}
      </span>
    </>
  );
}

function PeriodBought({
  order,
  isExtension,
}: {
  readonly order: Extract<OrderView, { kind: 'membership' }>;
  readonly isExtension: boolean;
}) {
  const { t, locale } = useOrdersTexts();
  if (order.startDate === null || order.endDate === null) return null;
  const start = formatDateTime(order.startDate, locale);
  const end = formatDateTime(order.endDate, locale);
  const period = t('paid.period', { start, end });
  return (
    <>
      <p className="numbers">
        <strong>{isExtension ? t('paid.until', { end }) : period}</strong>
      </p>
      {isExtension && <p className="soft numbers">{t('paid.bought', { period })}</p>}
      <p className="soft">{t('paid.periodHint')}</p>
    </>
  );
}

function DoneMark() {
  return (
    <svg className={styles['done']} width="64" height="64" viewBox="0 0 64 64" fill="none" aria-hidden="true">
      <circle cx="32" cy="32" r="30" />
      <path d="M20 33l8.5 8.5L45 25" />
    </svg>
  );
}
