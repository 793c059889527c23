import type { CreditSourceView, TracedTransactionView } from '../../../shared/contracts/credits.ts';
import { describeTransaction, TRANSACTION_TYPE_NAMES } from '../../../shared/transaction-sentences.ts';
import { formatChange, formatCredits, formatDateTime } from '../../components/format.ts';
import { TransactionGrantState } from './transaction-grant-state.tsx';
import { TransactionTypeTag } from './transaction-type-tag.tsx';
import type { OpenedTransaction } from './transactions-search.ts';
import styles from './transaction-details.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

type Opener = (opened: OpenedTransaction) => void;

/** Rows that belong together, in the order they were written, each explained; and what they come to. */
export function TransactionMovements({
  rows,
  onOpen,
}: {
  readonly rows: readonly TracedTransactionView[];
  readonly onOpen: Opener;
}) {
  const { t, locale } = useTransactionsTexts();
  const net = rows.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <section className={styles['section']} aria-labelledby="movements-title">
      <h3 id="movements-title">{t('drawer.movements')}</h3>
      <ol className={styles['movements']}>
        {rows.map((row) => (
          <Movement key={row.sequence} row={row} onOpen={onOpen} />
        ))}
      </ol>
      {rows.length > 1 && (
        <p className={styles['net']}>
          <span>{t('drawer.net')}</span>
          <strong className="numbers">{net === 0 ? '0' : formatChange(net, locale)}</strong>
        </p>
      )}
    </section>
  );
}

function Movement({ row, onOpen }: { readonly row: TracedTransactionView; readonly onOpen: Opener }) {
  const { t, locale } = useTransactionsTexts();
  return (
    <li className={styles['movement']}>
      <div className={styles['movementHead']}>
        <TransactionTypeTag type={row.type} />
        <strong className={styles['movementName']}>{describeTransaction(row.description, locale)}</strong>
        <strong className={`numbers ${styles['amount']}`} data-came={row.amount > 0}>
          {formatChange(row.amount, locale)}
        </strong>
      </div>
      <p>{t(`explain.${row.type === 'REWARD' && row.relatedId === null ? 'GRANT' : row.type}`)}</p>
      {row.grant && <TransactionGrantState amount={row.amount} grant={row.grant} />}
      {row.sources.length > 0 && (
        <div className={styles['sources']}>
          <span className="soft">{t(row.amount > 0 ? 'drawer.returned' : 'drawer.sources')}</span>
          {row.sources.map((source) => (
            <Source key={source.sequence} source={source} onOpen={onOpen} />
          ))}
        </div>
      )}
      <p className={`numbers ${styles['fine']}`}>
        <span>{t('drawer.number', { sequence: row.sequence })}</span>
        <span>{formatDateTime(row.createdAt, locale)}</span>
        <span>{t('drawer.balanceAfter', { credits: formatCredits(row.balanceAfter, locale) })}</span>
      </p>
    </li>
  );
}

/** A grant that credits came from; leads there. */
function Source({ source, onOpen }: { readonly source: CreditSourceView; readonly onOpen: Opener }) {
  const { t, locale } = useTransactionsTexts();
  const { sequence, type, relatedId, amount } = source;
  return (
    <button
      type="button"
      className={styles['source']}
      onClick={() => onOpen(relatedId === null ? { sequence } : { relatedId })}
    >
      {t('drawer.source', {
        sequence,
        type: TRANSACTION_TYPE_NAMES[type][locale],
        credits: formatCredits(amount, locale),
      })}
    </button>
  );
}
