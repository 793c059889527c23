import type { TracedTransactionView } from '../../../shared/contracts/credits.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { TransactionGenerationDetails } from './transaction-generation-details.tsx';
import { TransactionMovements } from './transaction-movements.tsx';
import { TransactionOrderDetails } from './transaction-order-details.tsx';
import type { OpenedTransaction } from './transactions-search.ts';
import styles from './transaction-details.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** Every row about one order or generation side by side, and the order or generation itself; or one row alone. */
export function TransactionDetails({
  opened,
  onOpen,
}: {
  readonly opened: OpenedTransaction;
  readonly onOpen: (opened: OpenedTransaction) => void;
}) {
  const { t } = useTransactionsTexts();
  const query = trpc.credits.trace.useQuery(opened);
  return (
    <QueryView query={query} skeleton={<DetailsSkeleton />} failureTitle={t('drawer.failed')}>
      {(rows) => {
        const relatedId = 'relatedId' in opened ? opened.relatedId : (rows[0]?.relatedId ?? null);
        if (relatedId === null) return <Alone row={rows[0]} onOpen={onOpen} />;
        const movements = rows.length > 0 && <TransactionMovements rows={rows} onOpen={onOpen} />;
        return (
          <div className={styles['details']}>
            {movements}
            {isGenerationId(relatedId) ? (
              <TransactionGenerationDetails id={relatedId} hasMovements={rows.length > 0} />
            ) : (
              <TransactionOrderDetails orderNo={relatedId} hasMovements={rows.length > 0} />
            )}
          </div>
        );
      }}
    </QueryView>
  );
}

function Alone({
  row,
  onOpen,
}: {
  readonly row: TracedTransactionView | undefined;
  readonly onOpen: (opened: OpenedTransaction) => void;
}) {
  const { t } = useTransactionsTexts();
  if (!row) return <EmptyState title={t('drawer.nothingFound')} hint={t('drawer.nothingFoundHint')} />;
  return (
    <div className={styles['details']}>
      <TransactionMovements rows={[row]} onOpen={onOpen} />
      <p className="soft">{t(row.amount > 0 ? 'drawer.grantNote' : 'drawer.expiryNote')}</p>
    </div>
  );
}

/** Ids of generations have dashes, numbers of orders have none. */
function isGenerationId(relatedId: string): boolean {
  return relatedId.includes('-');
}

function DetailsSkeleton() {
  const { t } = useTransactionsTexts();
  return (
    <div role="status" aria-label={t('drawer.movements')} className={styles['skeleton']}>
      <div className="skeleton" />
      <div className="skeleton" />
      <div className="skeleton" />
    </div>
  );
}
