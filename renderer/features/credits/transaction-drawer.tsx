import { Drawer } from 'antd';
import { useState } from 'react';
import { TransactionDetails } from './transaction-details.tsx';
import type { OpenedTransaction } from './transactions-search.ts';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** Shows beside the list what is behind a row; closed when `opened` is null. */
export function TransactionDrawer({
  opened,
  onOpen,
  onClose,
}: {
  readonly opened: OpenedTransaction | null;
  readonly onOpen: (opened: OpenedTransaction) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTransactionsTexts();
  // What was shown stays while the drawer slides away.
  const [shown, setShown] = useState(opened);
  if (opened !== null && opened !== shown) setShown(opened);
  const current = opened ?? shown;
  return (
    <Drawer
      open={opened !== null}
      onClose={onClose}
      size="min(480px, 100vw)"
      title={t(titleKey(current))}
      destroyOnHidden
    >
      {current && <TransactionDetails key={JSON.stringify(current)} opened={current} onOpen={onOpen} />}
    </Drawer>
  );
}

function titleKey(
  opened: OpenedTransaction | null,
): 'drawer.orderTitle' | 'drawer.generationTitle' | 'drawer.entryTitle' {
  if (opened === null || 'sequence' in opened) return 'drawer.entryTitle';
  return opened.relatedId.includes('-') ? 'drawer.generationTitle' : 'drawer.orderTitle';
}
