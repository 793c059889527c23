import { Button } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { trpc } from '../../app/api/trpc.ts';
import { formatCredits } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { CheckoutPanel } from '../orders/checkout-panel.tsx';
import { PaymentFlow } from '../orders/payment-flow.tsx';
import { PackagePicker } from './package-picker.tsx';
import { findSufficient } from './package-value.ts';
import type { RechargeDialogProps } from './recharge-dialog.tsx';
import styles from './recharge-dialog.module.css';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** Inside the dialog: choosing a package, then paying it; both follow the balance. */
export function RechargeDialogContent({
  required,
  available,
  onCredited,
}: Pick<RechargeDialogProps, 'required' | 'available' | 'onCredited'>) {
  const { t, locale } = useRechargeTexts();
  const [orderNo, setOrderNo] = useState<string | null>(null);
  const balance = useBalanceFrom(available);
  const shortfall = Math.max(0, required - balance);
  useOnSufficient(shortfall === 0, onCredited);

  if (orderNo !== null) {
    const settled =
      shortfall > 0 ? (
        <div className={styles['stillShort']}>
          <p role="status">{t('dialog.stillShort', { shortfall: formatCredits(shortfall, locale) })}</p>
          <Button type="primary" onClick={() => setOrderNo(null)}>
            {t('dialog.more')}
          </Button>
        </div>
      ) : (
        <Button type="primary" size="large" onClick={onCredited}>
          {t('dialog.credited')}
        </Button>
      );
    return <PaymentFlow order={orderNo} onLeave={() => setOrderNo(null)} settledActions={settled} />;
  }
  return (
    <div className={styles['content']}>
      <p>
        {t(shortfall === 0 ? 'dialog.enough' : 'dialog.short', {
          required: formatCredits(required, locale),
          available: formatCredits(balance, locale),
          shortfall: formatCredits(shortfall, locale),
        })}
      </p>
      <ChoosePackage shortfall={shortfall} onPlaced={setOrderNo} />
      <Link className={styles['membership']} to={APP_PATHS.membership}>
        {t('dialog.membership')}
      </Link>
    </div>
  );
}

function ChoosePackage({
  shortfall,
  onPlaced,
}: {
  readonly shortfall: number;
  readonly onPlaced: (orderNo: string) => void;
}) {
  const { t } = useRechargeTexts();
  const query = trpc.credits.prices.useQuery();
  const [chosenId, setChosenId] = useState<number | null>(null);
  return (
    <QueryView query={query} failureTitle={t('packagesFailed')}>
      {(packages) => {
        const chosen =
          packages.find(({ id }) => id === chosenId) ?? findSufficient(packages, shortfall) ?? null;
        if (chosen === null) return <p>{t('none')}</p>;
        return (
          <>
            <PackagePicker packages={packages} value={chosen.id} onChange={setChosenId} />
            {chosen.totalAmount < shortfall && <p className={styles['warning']}>{t('dialog.tooSmall')}</p>}
            <CheckoutPanel
              kind="recharge"
              priceId={chosen.id}
              priceFen={chosen.priceFen}
              onPlaced={({ orderNo }) => onPlaced(orderNo)}
            >
              {null}
            </CheckoutPanel>
          </>
        );
      }}
    </QueryView>
  );
}

/** The balance as it is now; `initial` until the server has been asked again since. */
function useBalanceFrom(initial: number): number {
  const [openedAt] = useState(() => Date.now());
  const { data, dataUpdatedAt } = trpc.statistics.overview.useQuery(undefined, { refetchOnMount: 'always' });
  return data !== undefined && dataUpdatedAt >= openedAt ? data.credits : initial;
}

function useOnSufficient(isSufficient: boolean, onCredited: () => void): void {
  const onEnough = useEffectEvent(onCredited);
  useEffect(() => {
    if (isSufficient) onEnough();
  }, [isSufficient]);
}
