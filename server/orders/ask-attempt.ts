import type { PaymentGateway, TradeAnswer } from '../payment/payment-gateway.ts';
import { applyPaymentNotice } from './apply-payment-notice.ts';
import { askGateway } from './ask-gateway.ts';
import type { OrdersDeps } from './orders-deps.ts';
import type { Payment } from './orders.model.ts';

/**
 * Asks the gateway what became of an attempt; money it tells of is applied like a notice before this returns.
 * Throws when the gateway does not answer, and then nothing is known.
 */
export async function askAttempt(
  deps: OrdersDeps,
  attempt: Pick<Payment, 'provider' | 'outTradeNo'>,
): Promise<TradeAnswer['state']> {
  const gateway = gatewayOf(deps, attempt);
  const answer = await askGateway(deps.gateways, (signal) => gateway.query(attempt.outTradeNo, signal));
  if (answer.state === 'PAID') await applyPaymentNotice(deps, answer.notice);
  return answer.state;
}

/**
 * Makes sure that an attempt can take no more money, and asks before it closes: `PAID` when the buyer was faster, and
 * then the money has been applied. Throws when the gateway does not answer.
 */
export async function closeAttempt(
  deps: OrdersDeps,
  attempt: Pick<Payment, 'provider' | 'outTradeNo'>,
): Promise<'PAID' | 'CLOSED'> {
  const before = await askAttempt(deps, attempt);
  if (before === 'PAID') return 'PAID';
  if (before !== 'UNPAID') return 'CLOSED';
  const gateway = gatewayOf(deps, attempt);
  const answer = await askGateway(deps.gateways, (signal) => gateway.close(attempt.outTradeNo, signal));
  if (answer !== 'PAID') return 'CLOSED';
  if ((await askAttempt(deps, attempt)) !== 'PAID') throw new Error('the gateway contradicts itself');
  return 'PAID';
}

function gatewayOf({ gateways }: OrdersDeps, { provider }: Pick<Payment, 'provider'>): PaymentGateway {
  const gateway = gateways.forProvider(provider);
  if (!gateway) throw new Error(`this server does not speak to ${provider}`);
  return gateway;
}
