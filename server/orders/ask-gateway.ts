import type { PaymentGateways } from '../payment/payment-gateway.ts';

/** A gateway that said nothing in time; what it has done is unknown. */
class GatewayTimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`the gateway did not answer within ${timeoutMs} ms`);
    this.name = 'GatewayTimeoutError';
  }
}

/** Waits for a gateway's answer, and no longer than its time, also when the gateway ignores the signal. */
export async function askGateway<Answer>(
  { timeoutMs }: Pick<PaymentGateways, 'timeoutMs'>,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new GatewayTimeoutError(timeoutMs);
      reject(error);
      controller.abort(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([ask(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
