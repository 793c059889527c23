import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { Page } from '../../components/page.tsx';
import { PaymentFlow } from '../orders/payment-flow.tsx';
import { UnpaidNotice } from '../orders/unpaid-notice.tsx';
import { useOrderInAddress } from '../orders/use-order-in-address.ts';
import { MembershipState } from './membership-state.tsx';
import { PlanForm } from './plan-form.tsx';
import { useMembershipTexts } from './use-membership-texts.ts';

/** Being a member: what one has, what one could buy, whether it is worth it, and paying the order in the address. */
export function MembershipPage() {
  const { t } = useMembershipTexts();
  const { orderNo, open, leave } = useOrderInAddress();
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<Link to={`${APP_PATHS.orders}?kind=membership`}>{t('orders')}</Link>}
    >
      {orderNo === null ? (
        <>
          <MembershipState />
          <UnpaidNotice kind="membership" />
          <PlanForm onPlaced={(order) => open(order.orderNo)} />
        </>
      ) : (
        <div className="card">
          <PaymentFlow key={orderNo} order={orderNo} onLeave={leave} />
        </div>
      )}
    </Page>
  );
}
