import { MEMBERSHIP_NAMES } from '../../../shared/contracts/membership.ts';
import type { OrderView } from '../../../shared/contracts/orders.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { CheckoutPanel } from '../orders/checkout-panel.tsx';
import { useChoiceInAddress } from '../orders/use-choice-in-address.ts';
import { useOrdersTexts } from '../orders/use-orders-texts.ts';
import { MembershipAdvisor } from './membership-advisor.tsx';
import styles from './membership-page.module.css';
import { PlanEffect } from './plan-effect.tsx';
import { PlanPicker } from './plan-picker.tsx';
import { useMembershipTexts } from './use-membership-texts.ts';

/** The plans, what one of them would do, and the order made of it. */
export function PlanForm({ onPlaced }: { readonly onPlaced: (order: OrderView) => void }) {
  const { t, locale } = useMembershipTexts();
  const { t: orders } = useOrdersTexts();
  const query = trpc.membership.prices.useQuery();
  const { chosenId, choose } = useChoiceInAddress();
  return (
    <QueryView query={query} failureTitle={t('plansFailed')} skeleton={<FormSkeleton />}>
      {(plans) => {
        const chosen = plans.find(({ id }) => id === chosenId) ?? plans[0];
        if (chosen === undefined) return <EmptyState title={t('none')} hint={t('noneHint')} />;
        return (
          <div className={styles['form']}>
            <section className={styles['choice']}>
              <h2>{t('plans')}</h2>
              <PlanPicker plans={plans} value={chosen.id} onChange={choose} />
              <MembershipAdvisor plan={chosen} />
            </section>
            <section className={`card ${styles['checkout'] ?? ''}`}>
              <h2>{orders('checkout.title')}</h2>
              <CheckoutPanel
                kind="membership"
                priceId={chosen.id}
                priceFen={chosen.priceFen}
                onPlaced={onPlaced}
              >
                <p className={styles['chosen']}>
                  <strong>{MEMBERSHIP_NAMES[chosen.membershipType][locale]}</strong>
                  <span>{t('plan.days', { days: chosen.durationDays })}</span>
                </p>
                <PlanEffect plan={chosen} />
              </CheckoutPanel>
            </section>
          </div>
        );
      }}
    </QueryView>
  );
}

function FormSkeleton() {
  const { t } = useMembershipTexts();
  return (
    <div className={styles['form']} role="status" aria-label={t('plans')}>
      <div className={`skeleton ${styles['skeleton'] ?? ''}`} />
      <div className={`skeleton ${styles['skeleton'] ?? ''}`} />
    </div>
  );
}
