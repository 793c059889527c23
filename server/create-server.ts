import type { FastifyInstance } from 'fastify';
import type { Services } from './app-context.ts';
import type { PasswordCost } from './auth/password-hasher.ts';
import { createServices } from './create-services.ts';
import type { Database } from './database/database.ts';
import { openServerDatabase } from './database/open-server-database.ts';
import type { GenerationProvider } from './generation/generation-provider.ts';
import { createGenerationWorker } from './generation/create-generation-worker.ts';
import { createHttpApp, type EmbeddedOptions } from './http/create-http-app.ts';
import { watchUnusedConnections } from './http/watch-unused-connections.ts';
import { createJobs } from './jobs/create-jobs.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { DEFAULT_LIMITS, type LimitRules } from './platform/limits.ts';
import { createLogger, type Logger } from './platform/logger.ts';

/** Answers under way get this long to finish when the server drains; then their connections are cut. */
const DRAIN_TIMEOUT_MS = 15_000;

/** What a server is made of; everything but the settings has a default. */
export interface CreateServerOptions {
  readonly config: Config;
  /** An open, migrated database that the caller closes. Without it the one of the settings is opened, brought up to date and closed with the server. */
  readonly db?: Database | undefined;
  readonly clock?: Clock | undefined;
  readonly limits?: LimitRules | undefined;
  readonly logger?: Logger | undefined;
  /** Makes the generations; closed with the server. The demo provider by default. */
  readonly provider?: GenerationProvider | undefined;
  /** Cheaper passwords, for tests. */
  readonly passwordCost?: PasswordCost | undefined;
  /**
   * Makes it a part of the desktop app: every connection must show `secret` with every request, and the computer's own
   * profile can be opened. For a configuration that was read as embedded, and for no other.
   */
  readonly embedded?: EmbeddedOptions | undefined;
  /** Copies an embedded database before its schema changes, under the name of the version that changes it. */
  readonly backup?: { readonly version: string } | undefined;
  /** Whether what runs without a request (closing orders, expiring lots, …) runs here. Yes by default. */
  readonly startJobs?: boolean | undefined;
  /** Whether generations are worked on here. Yes by default. */
  readonly startWorker?: boolean | undefined;
}

/** A server that does not listen yet. */
export interface StudioServer {
  readonly app: FastifyInstance;
  readonly services: Services;
  /**
   * Drains: no new connections, requests under way finish, streams are told, worker and jobs stop, then everything
   * closes. Idempotent.
   */
  close(): Promise<void>;
}

/** Builds the whole server without listening; main, the desktop shell and the tests all start from here. */
export async function createServer(options: CreateServerOptions): Promise<StudioServer> {
  const { config } = options;
  // Simulated payments are allowed to the one because of the other (see config.ts).
  if (config.isEmbedded !== (options.embedded !== undefined)) {
    throw new Error('a configuration read as embedded and a secret belong together');
  }
  const { clock, backup } = options;
  const opened = options.db ? null : await openServerDatabase(config.databaseUrl, { clock, backup });
  const db = options.db ?? opened?.db;
  if (!db) throw new Error('no database');
  try {
    return await assemble(options, db, async () => opened?.close());
  } catch (error) {
    await opened?.close();
    throw error;
  }
}

async function assemble(
  options: CreateServerOptions,
  db: Database,
  closeDatabase: () => Promise<void>,
): Promise<StudioServer> {
  const { config } = options;
  const services = createServices({
    config,
    db,
    logger: options.logger ?? createLogger(config),
    limits: options.limits ?? DEFAULT_LIMITS,
    provider: options.provider ?? (await createDefaultProvider()),
    passwordCost: options.passwordCost,
  });
  const { events } = services;
  const app = await createHttpApp(services, options.embedded).catch(async (error: unknown) => {
    await services.generation.provider.close();
    await events.close();
    throw error;
  });
  const closeUnused = watchUnusedConnections(app.server);
  const worker = createGenerationWorker(services);
  const jobs = createJobs(services);
  if (options.startWorker ?? true) worker.start();
  if (options.startJobs ?? true) jobs.start();

  const close = async (): Promise<void> => {
    events.drain();
    closeUnused();
    const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_TIMEOUT_MS).unref();
    // What runs without a request stops meanwhile; none of it is waited for by an answer.
    await Promise.all([app.close(), worker.stop(), jobs.stop()]);
    clearTimeout(cut);
    await services.generation.provider.close();
    await events.close();
    await closeDatabase();
  };
  let closing: Promise<void> | undefined;
  return { app, services, close: () => (closing ??= close()) };
}

/** Loaded only where it is used: drawing pictures takes more code than the rest of the server's start. */
async function createDefaultProvider(): Promise<GenerationProvider> {
  const { createDemoProvider } = await import('./generation/demo/demo-provider.ts');
  return createDemoProvider();
}
