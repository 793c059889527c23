import type { PaymentGateways } from '../payment/payment-gateway.ts';
import type { AppDeps } from '../platform/app-deps.ts';

/** What the commands of orders use. */
export interface OrdersDeps extends Pick<AppDeps, 'config' | 'db' | 'events' | 'limits' | 'logger'> {
  readonly gateways: PaymentGateways;
}
