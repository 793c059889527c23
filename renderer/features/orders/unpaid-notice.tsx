import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { OrderKind } from '../../../shared/contracts/orders.ts';
import { trpc } from '../../app/api/trpc.ts';
import { payPath } from './pay-path.ts';
import styles from './unpaid-notice.module.css';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Reminds of orders of this kind that still wait to be paid, so that nobody orders twice; nothing when there are none. */
export function UnpaidNotice({ kind }: { readonly kind: OrderKind }) {
  const { t } = useOrdersTexts();
  const { data } = trpc.orders.page.useQuery({ kind, status: 'PENDING', limit: 1 });
  const newest = data?.items[0];
  if (data === undefined || newest === undefined) return null;
  return (
    <p className={styles['notice']} role="status">
      <span>{t('unpaid.notice', { count: data.total })}</span>
      {data.total === 1 ? (
        <Link to={payPath(newest)}>{t('unpaid.continue')}</Link>
      ) : (
        <Link to={`${APP_PATHS.orders}?kind=${kind}&status=PENDING`}>{t('unpaid.all')}</Link>
      )}
    </p>
  );
}
