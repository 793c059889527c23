import type { CreditPriceView } from '../../../shared/contracts/credits.ts';
import { formatCredits } from '../../components/format.ts';
import styles from './recharge-summary.module.css';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** What a package brings, and what one will then have; `balance` null when it is not known. */
export function RechargeSummary({
  package: { amount, bonus, totalAmount },
  balance,
}: {
  readonly package: CreditPriceView;
  readonly balance: number | null;
}) {
  const { t, locale } = useRechargeTexts();
  const rows: readonly (readonly [string, number])[] = [
    [t('summary.credits'), amount],
    ...(bonus > 0 ? [[t('summary.bonus'), bonus] as const, [t('summary.total'), totalAmount] as const] : []),
    ...(balance === null ? [] : [[t('summary.after'), balance + totalAmount] as const]),
  ];
  return (
    <dl className={styles['list']}>
      {rows.map(([label, credits]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{formatCredits(credits, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
