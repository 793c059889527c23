import { Segmented, Select } from 'antd';
import { ORDER_STATUSES, type OrderKind, type OrderStatus } from '../../../shared/contracts/orders.ts';
import styles from './orders-page.module.css';
import type { OrdersSearchState } from './use-orders-search.ts';
import { useOrdersTexts } from './use-orders-texts.ts';

/** Stands for "no filter" in controls, which know no null. */
const EVERY = 'ALL';

/** Which orders are shown. */
export function OrdersFilter({ search }: { readonly search: OrdersSearchState }) {
  const { t } = useOrdersTexts();
  return (
    <div className={styles['filter']}>
      <Segmented<OrderKind | typeof EVERY>
        aria-label={t('list.kind')}
        value={search.kind ?? EVERY}
        onChange={(kind) => search.filter({ kind: kind === EVERY ? null : kind })}
        options={[
          { value: EVERY, label: t('list.kindAll') },
          { value: 'recharge', label: t('list.kindRecharge') },
          { value: 'membership', label: t('list.kindMembership') },
        ]}
      />
      <Select<OrderStatus | typeof EVERY>
        aria-label={t('list.status')}
        className={styles['status'] ?? ''}
        value={search.status ?? EVERY}
        onChange={(status) => search.filter({ status: status === EVERY ? null : status })}
        options={[
          { value: EVERY, label: t('list.statusAll') },
          ...ORDER_STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
      />
    </div>
  );
}
