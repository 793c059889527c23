import type { Services } from './app-context.ts';
import { createPasswordHasher, type PasswordCost } from './auth/password-hasher.ts';
import type { Database } from './database/database.ts';
import type { GenerationProvider } from './generation/generation-provider.ts';
import { createGenerationRuntime } from './generation/generation-runtime.ts';
import { createEventBus } from './live/create-event-bus.ts';
import { createPaymentGateways } from './payment/create-payment-gateways.ts';
import type { AppDeps } from './platform/app-deps.ts';
import type { Config } from './platform/config.ts';
import { createRateLimiter } from './platform/create-rate-limiter.ts';
import type { LimitRules } from './platform/limits.ts';
import type { Logger } from './platform/logger.ts';

/** What the services of one server are made from. */
export interface ServiceParts {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly limits: LimitRules;
  readonly provider: GenerationProvider;
  readonly passwordCost: PasswordCost | undefined;
}

/** Everything that commands ask for, put together once per server. Throws ConfigError for a payment mode that is not there. */
export function createServices(parts: ServiceParts): Services {
  const { config, db, logger, limits, provider, passwordCost } = parts;
  const gateways = createPaymentGateways(config);
  const deps: AppDeps = {
    config,
    db,
    logger,
    limits,
    events: createEventBus(db, logger),
    rateLimiter: createRateLimiter(limits.rates, { db }),
  };
  return {
    ...deps,
    gateways,
    generation: createGenerationRuntime(deps, provider),
    passwordHasher: createPasswordHasher(limits, passwordCost),
  };
}
