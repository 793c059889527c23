import type { TradeAnswer } from '../payment/payment-gateway.ts';
import { applyPaymentNotice } from './apply-payment-notice.ts';
import { askGateway } from './ask-gateway.ts';
import { getGateway } from './get-gateway.ts';
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
  const gateway = getGateway(deps.gateways, attempt.provider);
  const answer = await askGateway(deps.gateways, (signal) => gateway.query(attempt.outTradeNo, signal));
  if (answer.state === 'PAID') await applyPaymentNotice(deps, answer.notice);
  return answer.state;
}
