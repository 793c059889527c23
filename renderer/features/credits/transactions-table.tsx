import { useEffect, useRef } from 'react';
import type { TransactionView } from '../../../shared/contracts/credits.ts';
import { describeTransaction } from '../../../shared/transaction-sentences.ts';
import { formatChange, formatCredits, formatDateTime } from '../../components/format.ts';
import { TransactionTypeTag } from './transaction-type-tag.tsx';
import type { OpenedTransaction } from './transactions-search.ts';
import styles from './transactions.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/**
 * Ledger rows. A row opens what is behind it: anywhere with the mouse, by its description with the keyboard. On a phone
 * each row is a card, and still a row to those who hear it: hence the roles, which a grid layout would take away.
 */
export function TransactionsTable({
  items,
  isStale,
  opened,
  onOpen,
}: {
  readonly items: readonly TransactionView[];
  /** Shown until the asked for page is there. */
  readonly isStale: boolean;
  readonly opened: OpenedTransaction | null;
  readonly onOpen: (opened: OpenedTransaction) => void;
}) {
  const { t } = useTransactionsTexts();
  return (
    <div className={`card ${styles['tableCard']}`} aria-busy={isStale} data-stale={isStale}>
      <table role="table" className={styles['table']} aria-label={t('history.caption')}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('history.sequence')}
            </th>
            <th role="columnheader" scope="col">
              {t('history.time')}
            </th>
            <th role="columnheader" scope="col">
              {t('history.type')}
            </th>
            <th role="columnheader" scope="col">
              {t('history.description')}
            </th>
            <th role="columnheader" scope="col" className={styles['number']}>
              {t('history.amount')}
            </th>
            <th role="columnheader" scope="col" className={styles['number']}>
              {t('history.balance')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {items.map((item) => (
            <Row key={item.sequence} item={item} isOpen={isOpen(item, opened)} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  item,
  isOpen,
  onOpen,
}: {
  readonly item: TransactionView;
  readonly isOpen: boolean;
  readonly onOpen: (opened: OpenedTransaction) => void;
}) {
  const { t, locale } = useTransactionsTexts();
  const button = useRef<HTMLButtonElement>(null);
  const hasOpened = useRef(false);
  const open = (): void => {
    // Whoever marks a number to copy it does not mean to open anything.
    if (getSelection()?.isCollapsed === false) return;
    hasOpened.current = true;
    onOpen(toOpened(item));
  };
  useEffect(() => {
    // Whoever comes back goes on where they were.
    if (isOpen || !hasOpened.current) return;
    hasOpened.current = false;
    button.current?.focus({ preventScroll: true });
  }, [isOpen]);
  return (
    <tr role="row" onClick={open} data-open={isOpen}>
      <td role="cell" className={`numbers ${styles['sequence']}`}>
        {item.sequence}
      </td>
      <td role="cell" className={`numbers ${styles['time']}`}>
        <time dateTime={item.createdAt.toISOString()}>{formatDateTime(item.createdAt, locale)}</time>
      </td>
      <td role="cell" className={styles['type']}>
        <TransactionTypeTag type={item.type} />
      </td>
      <td role="cell" className={styles['description']}>
        <button ref={button} type="button" aria-haspopup="dialog">
          {describeTransaction(item.description, locale)}
        </button>
      </td>
      <td
        role="cell"
        className={`numbers ${styles['amount']} ${styles['number']}`}
        data-came={item.amount > 0}
      >
        {formatChange(item.amount, locale)}
      </td>
      <td role="cell" className={`numbers ${styles['balanceAfter']} ${styles['number']}`}>
        <span className={styles['cellLabel']} aria-hidden="true">
          {t('history.balance')}
        </span>
        {formatCredits(item.balanceAfter, locale)}
      </td>
    </tr>
  );
}

function toOpened(item: TransactionView): OpenedTransaction {
  return item.relatedId === null ? { sequence: item.sequence } : { relatedId: item.relatedId };
}

function isOpen(item: TransactionView, opened: OpenedTransaction | null): boolean {
  if (opened === null) return false;
  return 'relatedId' in opened ? item.relatedId === opened.relatedId : item.sequence === opened.sequence;
}
