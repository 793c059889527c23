import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { formatCredits } from '../../components/format.ts';
import { CreditIcon, MemberIcon } from '../../components/icons.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './receipt-note.module.css';

/** What a work has cost, and the way to its rows in the history; membership leaves no rows. */
export function ReceiptNote({ work }: { readonly work: GenerationView }) {
  const { t, locale } = useGenerationTexts();
  const { status, credits, refunded } = work.receipt;
  const isCovered = status === 'COVERED_BY_MEMBERSHIP';
  const text = t(`receipt.${status}`, {
    credits: formatCredits(credits, locale),
    refunded: formatCredits(refunded, locale),
  });
  return (
    <p className={styles['receipt']} aria-label={t('receipt.label')} role="group">
      <span className={isCovered ? styles['covered'] : styles['credits']}>
        {isCovered ? <MemberIcon size={17} /> : <CreditIcon size={17} />}
        <span className="numbers">{text}</span>
      </span>
      {!isCovered && <Link to={transactionsPath(work.id)}>{t('receipt.history')}</Link>}
    </p>
  );
}

/** The history at the rows of one work. */
function transactionsPath(id: string): string {
  return `${APP_PATHS.transactions}?related=${id}`;
}
