import type { PaymentGateway, PaymentGateways, PaymentProvider } from '../payment/payment-gateway.ts';

/** The gateway an attempt was made at. Throws when this server does not speak to it, as after a change of mode. */
export function getGateway(gateways: PaymentGateways, provider: PaymentProvider): PaymentGateway {
  const gateway = gateways.forProvider(provider);
  if (!gateway) throw new Error(`this server does not speak to ${provider}`);
  return gateway;
}
