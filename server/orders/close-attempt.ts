import { askAttempt } from './ask-attempt.ts';
import { askGateway } from './ask-gateway.ts';
import { getGateway } from './get-gateway.ts';
import type { OrdersDeps } from './orders-deps.ts';
import type { Payment } from './orders.model.ts';

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
  const gateway = getGateway(deps.gateways, attempt.provider);
  const answer = await askGateway(deps.gateways, (signal) => gateway.close(attempt.outTradeNo, signal));
  if (answer !== 'PAID') return 'CLOSED';
  if ((await askAttempt(deps, attempt)) !== 'PAID') throw new Error('the gateway contradicts itself');
  return 'PAID';
}
