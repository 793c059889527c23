import { Button } from 'antd';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { FocusedHeading } from './focused-heading.tsx';
import { OrderNumber } from './order-number.tsx';
import { PaymentCheck } from './payment-check.tsx';
import { PaymentCode } from './payment-code.tsx';
import { PaymentCountdown } from './payment-countdown.tsx';
import styles from './payment-flow.module.css';
import { PaymentMethodSwitch } from './payment-method-switch.tsx';
import { PaymentSimulation } from './payment-simulation.tsx';
import type { PaymentPhase } from './read-payment-phase.ts';
import { useCancelOrder } from './use-cancel-order.ts';
import { useDescribeBought } from './use-describe-bought.ts';
import { useOrdersTexts } from './use-orders-texts.ts';
import type { PaymentActions } from './use-payment-actions.ts';

/** An order that waits to be paid: the code, the facts, and everything one can do about it. */
export function PaymentPending({
  order,
  phase,
  remainingMs,
  actions,
  onLeave,
}: {
  readonly order: OrderView;
  readonly phase: PaymentPhase;
  readonly remainingMs: number;
  readonly actions: PaymentActions;
  readonly onLeave: () => void;
}) {
  const { t } = useOrdersTexts();
  const describe = useDescribeBought();
  const cancel = useCancelOrder();
  const isSimulated = order.payment?.mode === 'simulated' && phase !== 'time-up';
  return (
    <div className={styles['pending']}>
      {/* Anew when a code comes or goes: the button that asked for one is gone then. */}
      <FocusedHeading key={String(phase === 'no-code')}>{t(titleOf(phase))}</FocusedHeading>
      <PaymentCode
        order={order}
        phase={phase}
        isRenewing={actions.pay.isPending}
        onRenew={() => actions.pay.run()}
      />
      <div className={styles['facts']}>
        <dl className={styles['list']}>
          <div>
            <dt>{t('pay.amount')}</dt>
            <dd className={styles['amount']}>{formatFen(order.priceFen)}</dd>
          </div>
          <div>
            <dt>{t('pay.what')}</dt>
            <dd>{describe(order)}</dd>
          </div>
          <div>
            <dt>{t('pay.orderNo')}</dt>
            <dd>
              <OrderNumber orderNo={order.orderNo} />
            </dd>
          </div>
          {phase !== 'time-up' && (
            <div>
              <dt>{t('pay.timeLeft')}</dt>
              <dd>
                <PaymentCountdown remainingMs={remainingMs} />
              </dd>
            </div>
          )}
        </dl>
        {isSimulated && <PaymentSimulation order={order} simulate={actions.simulate} />}
        <PaymentCheck check={actions.check} isMain={!isSimulated} />
        {actions.pay.failure !== null && (
          <FailureNotice
            title={t('pay.payFailed')}
            failure={actions.pay.failure}
            onRetry={actions.pay.retry}
          />
        )}
        <div className={styles['asides']}>
          {phase !== 'time-up' && (
            <PaymentMethodSwitch
              current={order.paymentMethod}
              isPending={actions.pay.isPending}
              onChoose={actions.pay.run}
            />
          )}
          <Button type="text" loading={cancel.isPending} onClick={() => cancel.ask(order.orderNo)}>
            {t('pay.cancel')}
          </Button>
          <Button type="text" onClick={onLeave}>
            {t('pay.back')}
          </Button>
        </div>
        <p className={styles['safe']}>{t('pay.safe')}</p>
      </div>
    </div>
  );
}

function titleOf(phase: PaymentPhase) {
  if (phase === 'time-up') return 'pay.timeUp';
  return phase === 'no-code' ? 'pay.titleNoCode' : 'pay.title';
}
