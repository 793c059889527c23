import { Pagination } from 'antd';
import type { Page } from '../../../shared/contracts/common.ts';
import type { TransactionView } from '../../../shared/contracts/credits.ts';
import { formatCredits, readTimeZone } from '../../components/format.ts';
import { PAGE_SIZES } from './transactions-search.ts';
import styles from './transactions.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** Which rows are shown out of how many, and the way to the others. */
export function TransactionsPagination({
  page,
  onTurn,
  onResize,
}: {
  readonly page: Page<TransactionView>;
  readonly onTurn: (page: number) => void;
  readonly onResize: (size: number) => void;
}) {
  const { t, locale } = useTransactionsTexts();
  const { total, skip, limit, items } = page;
  const [smallest] = PAGE_SIZES;
  return (
    <div className={styles['footer']}>
      <p role="status" className="soft numbers">
        {t('history.shown', {
          first: formatCredits(Math.min(skip + 1, total), locale),
          last: formatCredits(skip + items.length, locale),
          total: formatCredits(total, locale),
        })}
      </p>
      {total > smallest && (
        <Pagination
          current={Math.floor(skip / limit) + 1}
          pageSize={limit}
          total={total}
          onChange={(next, size) => (size === limit ? onTurn(next) : onResize(size))}
          pageSizeOptions={[...PAGE_SIZES]}
          showSizeChanger={{ 'aria-label': t('history.pageSize'), showSearch: false }}
          className={styles['pages'] ?? ''}
          showLessItems
          responsive
        />
      )}
      <p className={styles['note']}>{t('export.zones', { zone: readTimeZone() })}</p>
    </div>
  );
}
