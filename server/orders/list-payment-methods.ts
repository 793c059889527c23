import type { PaymentMethodView } from '../../shared/contracts/orders.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** The ways a buyer can pay now, in the order they are offered. */
export function listPaymentMethods({ gateways }: Pick<OrdersDeps, 'gateways'>): PaymentMethodView[] {
  return gateways.methods.map((method) => ({ method, mode: gateways.mode }));
}
