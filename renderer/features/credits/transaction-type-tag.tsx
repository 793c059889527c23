import type { TransactionType } from '../../../shared/contracts/credits.ts';
import { TRANSACTION_TYPE_NAMES } from '../../../shared/transaction-sentences.ts';
import styles from './transactions.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** The kind of a ledger row. */
export function TransactionTypeTag({ type }: { readonly type: TransactionType }) {
  const { locale } = useTransactionsTexts();
  return (
    <span className={styles['tag']} data-type={type}>
      {TRANSACTION_TYPE_NAMES[type][locale]}
    </span>
  );
}
