import type { GrantStateView } from '../../../shared/contracts/credits.ts';
import { formatCredits, formatDate } from '../../components/format.ts';
import styles from './transaction-details.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** How much is left of what a row granted, and until when. */
export function TransactionGrantState({
  amount,
  grant,
}: {
  readonly amount: number;
  readonly grant: GrantStateView;
}) {
  const { t, locale } = useTransactionsTexts();
  const { remaining, held } = grant;
  const facts = [
    t('drawer.left', {
      remaining: formatCredits(remaining, locale),
      amount: formatCredits(amount, locale),
    }),
    useEnd(grant),
  ];
  if (held > 0) facts.push(t('drawer.held', { held: formatCredits(held, locale) }));
  return (
    <div className={styles['grant']}>
      <div className={styles['bar']} aria-hidden="true">
        <div style={{ width: `${(100 * remaining) / amount}%` }} />
      </div>
      <span className="soft numbers">{facts.join(locale === 'en' ? ', ' : '，')}</span>
    </div>
  );
}

function useEnd({ expiresAt }: GrantStateView): string {
  const { t, locale } = useTransactionsTexts();
  if (expiresAt === null) return t('drawer.forever');
  const date = formatDate(expiresAt, locale);
  return t(expiresAt.getTime() > Date.now() ? 'drawer.expires' : 'drawer.expiredOn', { date });
}
