import { join } from 'node:path';
import { PAYMENT_METHODS } from '../../shared/contracts/orders.ts';
import { ConfigError, type Config } from '../platform/config.ts';
import type { PaymentGateways } from './payment-gateway.ts';
import { createSimulator } from './simulator/create-simulator.ts';

/** How long a gateway's answer is waited for. */
const GATEWAY_TIMEOUT_MS = 10_000;

/** The gateways that `PAYMENT_MODE` asks for. Throws {@link ConfigError} for a mode that has no adapters yet. */
export function createPaymentGateways(
  config: Pick<Config, 'paymentMode' | 'dataDir' | 'businessTimeZone'>,
): PaymentGateways {
  if (config.paymentMode !== 'simulated') {
    throw new ConfigError(
      `PAYMENT_MODE=${config.paymentMode} is not available yet: this version can only simulate payments.`,
    );
  }
  const simulator = createSimulator({
    folder: join(config.dataDir, 'simulated-gateway'),
    businessTimeZone: config.businessTimeZone,
  });
  return {
    mode: config.paymentMode,
    methods: PAYMENT_METHODS,
    timeoutMs: GATEWAY_TIMEOUT_MS,
    simulator,
    forMethod: () => simulator,
    forProvider: (provider) => (provider === 'simulator' ? simulator : null),
  };
}
