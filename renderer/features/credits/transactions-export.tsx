import { Button } from 'antd';
import { toTransactionFilter, type TransactionsSearch } from './transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** Takes the rows of the chosen days away as a file. It is a link: the browser loads and names it. */
export function TransactionsExport({ search }: { readonly search: TransactionsSearch }) {
  const { t, locale } = useTransactionsTexts();
  const { from, to } = toTransactionFilter(search);
  const params = new URLSearchParams({
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
    locale,
  });
  return (
    <Button href={`/files/exports/transactions.csv?${params.toString()}`} download>
      {t('export.action')}
    </Button>
  );
}
