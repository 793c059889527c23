import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { formatFen } from '../../../shared/money.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import styles from './payment-flow.module.css';
import type { PaymentPhase } from './read-payment-phase.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

// Only who pays needs it.
const PaymentQr = lazy(async () => ({ default: (await import('./payment-qr.tsx')).PaymentQr }));

/** The code to scan; where there is none, why, and how to get one. Its size is the same in every case. */
export function PaymentCode({
  order,
  phase,
  isRenewing,
  onRenew,
}: {
  readonly order: OrderView;
  readonly phase: PaymentPhase;
  readonly isRenewing: boolean;
  readonly onRenew: () => void;
}) {
  const { t } = useOrdersTexts();
  const { t: common } = useCommonTexts();
  const method = common(`method.${order.paymentMethod}`);
  if (phase === 'time-up') {
    return (
      <div className={styles['codeNote']}>
        <p>{t('pay.timeUpHint')}</p>
      </div>
    );
  }
  const content = order.payment?.qrContent ?? null;
  if (content === null) {
    return (
      <div className={styles['codeNote']}>
        <strong>{t('pay.noCode')}</strong>
        <p>{t('pay.noCodeHint')}</p>
        <Button type="primary" loading={isRenewing} onClick={onRenew}>
          {t('pay.newCode')}
        </Button>
      </div>
    );
  }
  const label = t('pay.scanAlt', { method, amount: formatFen(order.priceFen), orderNo: order.orderNo });
  return (
    <figure className={styles['code']} aria-busy={isRenewing}>
      <div className={styles['codePaper']}>
        <Suspense fallback={<div className={styles['codeSkeleton']} />}>
          <PaymentQr content={content} label={label} />
        </Suspense>
      </div>
      <figcaption aria-live="polite">{t('pay.scan', { method })}</figcaption>
    </figure>
  );
}
