import { Button } from 'antd';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { isFiltered } from './transactions-search.ts';
import styles from './transactions.module.css';
import type { TransactionsSearchState } from './use-transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** Where no row is: how to get one, or how to see those that are there. */
export function TransactionsEmpty({ state }: { readonly state: TransactionsSearchState }) {
  const { t } = useTransactionsTexts();
  if (isFiltered(state.search)) {
    return (
      <EmptyState
        title={t('history.emptyFiltered')}
        hint={t('history.emptyFilteredHint')}
        action={<Button onClick={state.clear}>{t('filter.clear')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={t('history.empty')}
      hint={t('history.emptyHint')}
      action={
        <div className={styles['emptyActions']}>
          <LinkButton type="primary" to={APP_PATHS.recharge}>
            {t('history.goRecharge')}
          </LinkButton>
          <LinkButton to={APP_PATHS.create}>{t('history.goCreate')}</LinkButton>
        </div>
      }
    />
  );
}
