import type { PaymentGateways } from '../payment/payment-gateway.ts';
import type { AppDeps } from '../platform/app-deps.ts';

/** What the commands of orders use. */
export interface OrdersDeps extends Pick<AppDeps, 'config' | 'db' | 'events' | 'limits' | 'logger'> {
  readonly gateways: PaymentGateways;
}

/** What reading orders takes: of the gateways only the mode, which an order that can be paid tells. */
export interface OrderReadDeps extends Pick<AppDeps, 'db'> {
  readonly gateways: Pick<PaymentGateways, 'mode'>;
}
