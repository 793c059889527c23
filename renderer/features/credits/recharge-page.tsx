import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { useCreditsPerOutput } from '../generation/generation-cost.ts';
import { Page } from '../../components/page.tsx';
import { PaymentFlow } from '../orders/payment-flow.tsx';
import { UnpaidNotice } from '../orders/unpaid-notice.tsx';
import { useOrderInAddress } from '../orders/use-order-in-address.ts';
import { RechargeBalance } from './recharge-balance.tsx';
import { RechargeForm } from './recharge-form.tsx';
import { useRechargeTexts } from './use-recharge-texts.ts';

/** Buying credits: choosing a package, then paying the order in the address. */
export function RechargePage() {
  const { t } = useRechargeTexts();
  const cost = useCreditsPerOutput();
  const { orderNo, open, leave } = useOrderInAddress();
  return (
    <Page
      title={t('title')}
      description={t('description', { cost })}
      actions={<Link to={APP_PATHS.transactions}>{t('history')}</Link>}
    >
      {orderNo === null ? (
        <>
          <RechargeBalance />
          <UnpaidNotice kind="recharge" />
          <RechargeForm onPlaced={(order) => open(order.orderNo)} />
        </>
      ) : (
        <div className="card">
          <PaymentFlow key={orderNo} order={orderNo} onLeave={leave} />
        </div>
      )}
    </Page>
  );
}
