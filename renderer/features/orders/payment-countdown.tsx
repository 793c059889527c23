import styles from './payment-flow.module.css';
import { formatRemaining } from './format-remaining.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** From here on it is shown as short. */
const SHORT_MS = 3 * 60_000;

/** How long there still is to pay. Not read out at every second. */
export function PaymentCountdown({ remainingMs }: { readonly remainingMs: number }) {
  const { t } = useOrdersTexts();
  return (
    <span
      role="timer"
      aria-label={t('pay.timeLeft')}
      className={`numbers ${remainingMs <= SHORT_MS ? (styles['short'] ?? '') : ''}`}
    >
      {formatRemaining(remainingMs)}
    </span>
  );
}
