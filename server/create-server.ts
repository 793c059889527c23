import type { FastifyInstance } from 'fastify';
import type { Services } from './app-context.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { createHttpApp } from './http/create-http-app.ts';
import type { Clock } from './platform/clock.ts';
import { PROJECT_ROOT, type Config } from './platform/config.ts';
import { createRateLimiter } from './platform/create-rate-limiter.ts';
import { createLocalEventBus } from './platform/events.ts';
import { DEFAULT_LIMITS, type LimitRules } from './platform/limits.ts';
import { createLogger, type Logger } from './platform/logger.ts';

/** What a server is made of; everything but the settings has a default. */
export interface CreateServerOptions {
  readonly config: Config;
  /** An open, migrated database; the caller closes it. Without it the one of the settings is opened, and closed with the server. */
  readonly db?: Database;
  readonly clock?: Clock;
  readonly limits?: LimitRules;
  readonly logger?: Logger;
}

/** A server that does not listen yet. */
export interface StudioServer {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Drains: no new connections, requests under way finish, streams are told, then everything closes. Idempotent. */
  close(): Promise<void>;
}

/** Builds the whole server without listening; main, the desktop shell and the tests all start from here. */
export async function createServer(options: CreateServerOptions): Promise<StudioServer> {
  const { config } = options;
  const limits = options.limits ?? DEFAULT_LIMITS;
  const logger = options.logger ?? createLogger(config);
  const db = options.db ?? (await openDatabase({ url: config.databaseUrl, root: PROJECT_ROOT, clock: options.clock }));
  const services = {
    config,
    db,
    logger,
    limits,
    events: createLocalEventBus(),
    rateLimiter: createRateLimiter(limits.rates, { db }),
  } as unknown as Services;

  let isDraining = false;
  let closing: Promise<void> | undefined;
  const app = await createHttpApp(services, () => isDraining);
  const close = async (): Promise<void> => {
    isDraining = true;
    await app.close();
    await services.events.close();
    if (!options.db) await db.close();
  };
  return { app, services, close: () => (closing ??= close()) };
}
