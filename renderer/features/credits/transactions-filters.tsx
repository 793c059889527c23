import { Button, Input, Select } from 'antd';
import { TRANSACTION_TYPES } from '../../../shared/contracts/credits.ts';
import { TRANSACTION_TYPE_NAMES } from '../../../shared/transaction-sentences.ts';
import { formatDay, isDay, lastDays } from './transactions-days.ts';
import { isFiltered, type TransactionsSearch } from './transactions-search.ts';
import styles from './transactions.module.css';
import type { TransactionsSearchState } from './use-transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

const QUICK_DAYS = [7, 30, 90] as const;

/** Narrows the history down by type and by days. The days' fields are the browser's own, at home on every phone. */
export function TransactionsFilters({
  state,
  hasRows,
}: {
  readonly state: TransactionsSearchState;
  /** Where none match, clearing is offered in their place. */
  readonly hasRows: boolean;
}) {
  const { t, locale } = useTransactionsTexts();
  const { search, filter } = state;
  const today = formatDay(new Date());
  return (
    <div className={styles['filters']} role="search" aria-label={t('filter.title')}>
      <Select
        className={styles['typeFilter'] ?? ''}
        aria-label={t('filter.type')}
        value={search.type ?? ''}
        onChange={(type) => filter({ type: TRANSACTION_TYPES.find((known) => known === type) ?? null })}
        options={[
          { value: '', label: t('filter.allTypes') },
          ...TRANSACTION_TYPES.map((type) => ({ value: type, label: TRANSACTION_TYPE_NAMES[type][locale] })),
        ]}
        showSearch={false}
      />
      <QuickRanges search={search} onChoose={filter} />
      <div className={styles['dayFields']}>
        <Input
          type="date"
          aria-label={t('filter.from')}
          value={search.from ?? ''}
          max={search.to ?? today}
          onChange={({ target }) => filter({ from: isDay(target.value) ? target.value : null })}
        />
        <span aria-hidden="true" className="soft">
          –
        </span>
        <Input
          type="date"
          aria-label={t('filter.to')}
          value={search.to ?? ''}
          min={search.from ?? undefined}
          max={today}
          onChange={({ target }) => filter({ to: isDay(target.value) ? target.value : null })}
        />
      </div>
      {hasRows && isFiltered(search) && (
        <Button type="text" onClick={state.clear}>
          {t('filter.clear')}
        </Button>
      )}
      {search.type !== null && <p className={styles['note']}>{t('export.allTypes')}</p>}
    </div>
  );
}

function QuickRanges({
  search,
  onChoose,
}: {
  readonly search: TransactionsSearch;
  readonly onChoose: TransactionsSearchState['filter'];
}) {
  const { t } = useTransactionsTexts();
  const now = new Date();
  const ranges = [
    { name: t('filter.all'), from: null, to: null },
    ...QUICK_DAYS.map((days) => ({ name: t('filter.days', { days }), ...lastDays(days, now) })),
  ];
  return (
    <div className={styles['quickRanges']} role="group" aria-label={t('filter.range')}>
      {ranges.map(({ name, from, to }) => (
        <button
          key={name}
          type="button"
          aria-pressed={search.from === from && search.to === to}
          onClick={() => onChoose({ from, to })}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
