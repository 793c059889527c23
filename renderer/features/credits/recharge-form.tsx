import { Trans } from 'react-i18next';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { CreditPriceView } from '../../../shared/contracts/credits.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { i18n } from '../../app/i18n/i18n.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCredits } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { CheckoutPanel } from '../orders/checkout-panel.tsx';
import { useChoiceInAddress } from '../orders/use-choice-in-address.ts';
import { useOrdersTexts } from '../orders/use-orders-texts.ts';
import { PackagePicker } from './package-picker.tsx';
import { findBestValue, percentCheaper } from './package-value.ts';
import styles from './recharge-page.module.css';
import { RechargeSummary } from './recharge-summary.tsx';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** What is chosen at first: neither the dearest nor the least. */
const FIRST_CHOICE_INDEX = 1;

/** The packages and the order made of one. */
export function RechargeForm({ onPlaced }: { readonly onPlaced: (order: OrderView) => void }) {
  const { t } = useRechargeTexts();
  const { t: orders } = useOrdersTexts();
  const query = trpc.credits.prices.useQuery();
  const { data: overview } = trpc.statistics.overview.useQuery();
  const { chosenId, choose } = useChoiceInAddress();
  return (
    <QueryView query={query} failureTitle={t('packagesFailed')} skeleton={<FormSkeleton />}>
      {(packages) => {
        const chosen =
          packages.find(({ id }) => id === chosenId) ?? packages[FIRST_CHOICE_INDEX] ?? packages[0];
        if (chosen === undefined) return <EmptyState title={t('none')} hint={t('noneHint')} />;
        return (
          <div className={styles['form']}>
            <section className={styles['choice']}>
              <h2>{t('packages')}</h2>
              <PackagePicker packages={packages} value={chosen.id} onChange={choose} />
              <HonestNote packages={packages} />
            </section>
            <section className={`card ${styles['checkout'] ?? ''}`}>
              <h2>{orders('checkout.title')}</h2>
              <CheckoutPanel
                kind="recharge"
                priceId={chosen.id}
                priceFen={chosen.priceFen}
                onPlaced={onPlaced}
              >
                <RechargeSummary package={chosen} balance={overview?.credits ?? null} />
              </CheckoutPanel>
              <p className={styles['once']}>{t('summary.once')}</p>
            </section>
          </div>
        );
      }}
    </QueryView>
  );
}

/** Which package is cheapest by the credit, and when another way to pay may be cheaper than all of them. */
function HonestNote({ packages }: { readonly packages: readonly CreditPriceView[] }) {
  const { t, locale } = useRechargeTexts();
  const best = findBestValue(packages);
  const smallest = [...packages].sort((a, b) => a.priceFen - b.priceFen)[0];
  return (
    <div className={styles['honest']}>
      {best !== null && smallest !== undefined && (
        <p>
          {t('honest.best', {
            total: formatCredits(best.totalAmount, locale),
            percent: percentCheaper(best, smallest),
          })}
        </p>
      )}
      <p>
        <Trans
          i18n={i18n}
          ns="recharge"
          i18nKey="honest.membership"
          components={{ plans: <Link to={APP_PATHS.membership} /> }}
        />
      </p>
    </div>
  );
}

function FormSkeleton() {
  const { t } = useRechargeTexts();
  return (
    <div className={styles['form']} role="status" aria-label={t('packages')}>
      <div className={`skeleton ${styles['choiceSkeleton'] ?? ''}`} />
      <div className={`skeleton ${styles['choiceSkeleton'] ?? ''}`} />
    </div>
  );
}
