import cookie from '@fastify/cookie';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Services } from '../app-context.ts';
import { appRouter } from '../app-router.ts';
import { embeddedAppRouter } from '../embedded/embedded-app-router.ts';
import { AppError } from '../platform/app-error.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { createSecretServers, hangUp } from './require-secret.ts';
import { registerHostCheck } from './check-host.ts';
import { sendError } from './error-envelope.ts';
import { registerFiles } from './files.route.ts';
import { registerHealth } from './health.route.ts';
import { guardMethods } from './method-guard.ts';
import { registerLandingPage } from './pages/landing-page.route.ts';
import { createProxyTrust } from './proxy-trust.ts';
import { createRequestContexts } from './request-context.ts';
import { createRequestIds } from './request-id.ts';
import { registerRequestLog } from './request-log.ts';
import { registerSecurityHeaders, setBareHeaders } from './security-headers.ts';
import { registerTrpc } from './trpc.route.ts';
import { readWebBuild } from './web/read-web-build.ts';
import { registerWebFiles } from './web/register-web-files.ts';
import { registerWebPages } from './web/register-web-pages.ts';
import { registerRest } from '../rest/register-rest.ts';

/** Bytes of a request's body at most. */
const BODY_LIMIT = 1_048_576;

/** A whole request must have arrived within this time, and its headers within the shorter one. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;

/** How often Node looks for requests that have not arrived in time. */
const TIMEOUT_CHECK_INTERVAL_MS = 5_000;

/** A connection on which nothing moves for this long is closed; streams send a ping every 15 s. */
const CONNECTION_TIMEOUT_MS = 60_000;

/** An idle connection is kept this long for the next request. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** What makes a server a part of the desktop app. */
export interface EmbeddedOptions {
  /** Shown by the app's shell with every request; 32 random bytes in base64url. */
  readonly secret: string;
}

/** Builds the HTTP application over `services`; it does not listen. With `embedded` it answers the desktop shell alone. */
export async function createHttpApp(
  services: Services,
  embedded?: EmbeddedOptions,
): Promise<FastifyInstance> {
  const isTrusted = createProxyTrust(services.config.trustProxy);
  const logger: FastifyBaseLogger = services.logger;
  const app: FastifyInstance = fastify({
    ...(embedded && { serverFactory: createSecretServers(embedded.secret) }),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: createRequestIds(isTrusted),
    trustProxy: isTrusted,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node gives whole requests the longer of the two times, whichever was meant for them, and headers a minute unless told.
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS },
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // A request that arrives on an open connection while the server drains is still served, and the connection closed.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 2_048 },
    // What is no request cannot show the secret.
    clientErrorHandler: embedded ? hangUp : answerBrokenRequest,
    frameworkErrors: (error, request, reply) =>
      void sendError(error, request, setBareHeaders(reply, request.id)),
  });
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));

  registerRequestLog(app);
  await app.register(cookie);
  await registerSecurityHeaders(app, services.config);
  registerHostCheck(app, services.config);

  app.addHook('onSend', async (_request, reply) => {
    // The client would otherwise keep a connection that nobody will answer on.
    if (services.events.draining.aborted) reply.header('connection', 'close');
  });

  const contexts = createRequestContexts(services);
  const closeMethods = guardMethods(app);
  registerHealth(app, services);
  await registerTrpc(app, contexts, embedded ? embeddedAppRouter : appRouter);
  await registerFiles(app, contexts);
  await registerRest(app, contexts);
  await registerWeb(app, services);
  closeMethods();
  return app;
}

/** The web app when it is built; else a page that says how to build it. */
async function registerWeb(app: FastifyInstance, { config, logger }: Services): Promise<void> {
  const build = await readWebBuild(config.webDir, logger);
  if (build) {
    registerWebPages(app, build, config);
    await registerWebFiles(app, build.dir);
    return;
  }
  registerLandingPage(app);
  app.setNotFoundHandler(() => {
    throw new AppError('NOT_FOUND');
  });
}
