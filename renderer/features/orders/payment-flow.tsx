import { Button } from 'antd';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { PaymentEnded } from './payment-ended.tsx';
import styles from './payment-flow.module.css';
import { PaymentPaid } from './payment-paid.tsx';
import { PaymentPending } from './payment-pending.tsx';
import { readPaymentPhase } from './read-payment-phase.ts';
import { isMissing, useFollowedOrder } from './use-followed-order.ts';
import { useNow } from './use-now.ts';
import { useOrdersTexts } from './use-orders-texts.ts';
import { refreshHoldings, usePaymentActions } from './use-payment-actions.ts';
import { useServerClockOffset } from './use-server-clock.ts';

interface PaymentFlowProps {
  /** The order's number. */
  readonly order: string;
  /** Called once when the order is found paid. */
  readonly onSettled?: ((order: OrderView) => void) | undefined;
  /** The buyer wants back to where they came from, or to place another order. */
  readonly onLeave: () => void;
  /** What can be done after success, instead of the ways to create and to the orders. */
  readonly settledActions?: ReactNode;
}

/**
 * Paying one order, from the code to scan to whatever becomes of it, wherever it is paid from. Works on a page and in
 * a dialog, and is true after reloading: all it knows is the order's number.
 */
export function PaymentFlow(props: PaymentFlowProps) {
  const { t } = useOrdersTexts();
  const query = useFollowedOrder(props.order);
  if (isMissing(query)) {
    return (
      <EmptyState
        title={t('pay.notFound')}
        hint={t('pay.notFoundHint')}
        action={<Button onClick={props.onLeave}>{t('pay.notFoundBack')}</Button>}
      />
    );
  }
  return (
    <div className={styles['flow']}>
      <QueryView
        query={query}
        failureTitle={t('pay.orderFailed')}
        skeleton={<div className={`skeleton ${styles['skeleton'] ?? ''}`} role="status" />}
      >
        {(order) => <KnownOrder key={order.orderNo} {...props} view={order} />}
      </QueryView>
    </div>
  );
}

function KnownOrder({
  view,
  onSettled,
  onLeave,
  settledActions,
}: PaymentFlowProps & { readonly view: OrderView }) {
  const isPending = view.paymentStatus === 'PENDING';
  const offsetMs = useServerClockOffset();
  const now = useNow(offsetMs, isPending);
  const actions = usePaymentActions(view);
  const balanceBefore = useBalanceWhilePending(isPending);
  const isOverdue = isPending && now >= view.expiresAt.getTime();
  const [sawTimeUp, setSawTimeUp] = useState(isOverdue);
  if (isOverdue && !sawTimeUp) setSawTimeUp(true);
  useOnPaid(view, onSettled);

  const phase = readPaymentPhase(view, now, sawTimeUp);
  switch (phase) {
    case 'scan':
    case 'no-code':
    case 'time-up':
      return (
        <PaymentPending
          order={view}
          phase={phase}
          remainingMs={view.expiresAt.getTime() - now}
          actions={actions}
          onLeave={onLeave}
        />
      );
    case 'paid':
      return <PaymentPaid order={view} now={now} balanceBefore={balanceBefore} actions={settledActions} />;
    case 'expired':
    case 'cancelled':
    case 'closed':
    case 'refunding':
    case 'refunded':
      return <PaymentEnded order={view} phase={phase} check={actions.check} onLeave={onLeave} />;
  }
}

/** The balance one had when the unpaid order was first seen; null for an order that was found settled. */
function useBalanceWhilePending(isPending: boolean): number | null {
  const { data } = trpc.statistics.overview.useQuery();
  const [before, setBefore] = useState<number | null>(null);
  if (isPending && before === null && data !== undefined) setBefore(data.credits);
  return before;
}

function useOnPaid(order: OrderView, onSettled: PaymentFlowProps['onSettled']): void {
  const utils = trpc.useUtils();
  const isPaid = order.paymentStatus === 'PAID';
  const onPaid = useEffectEvent(() => {
    void refreshHoldings(utils);
    onSettled?.(order);
  });
  useEffect(() => {
    if (isPaid) onPaid();
  }, [isPaid]);
}
