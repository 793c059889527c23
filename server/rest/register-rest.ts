import swagger from '@fastify/swagger';
import type { FastifyError, FastifyInstance } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { RequestContext } from '../app-context.ts';
import { sendError } from '../http/error-envelope.ts';
import { guardMethods } from '../http/method-guard.ts';
import { readLocale } from '../http/read-locale.ts';
import type { RequestContexts } from '../http/request-context.ts';
import { AppError, validationError } from '../platform/app-error.ts';
import { collectFieldProblems } from './collect-field-problems.ts';
import { registerAuthRoutes } from './auth.routes.ts';
import { registerCreditRoutes } from './credit.routes.ts';
import { registerGenerationRoutes } from './generation.routes.ts';
import { registerMembershipRoutes } from './membership.routes.ts';
import { registerDocsPage, type ApiDocument } from './docs/docs-page.route.ts';
import { completeOpenApi, OPENAPI_BASE } from './openapi-document.ts';
import { registerOrderListRoutes } from './order-list.routes.ts';
import { registerOrderRoutes } from './order.routes.ts';
import type { RestOperation } from './rest-route.ts';

/** Serves REST v1 under `/api/v1`, with its OpenAPI document and the page to read it. */
export async function registerRest(root: FastifyInstance, contexts: RequestContexts): Promise<void> {
  let getDocument = (): ApiDocument => ({});
  await root.register(
    async (app) => {
      app.setValidatorCompiler(validatorCompiler);
      app.setSerializerCompiler(serializerCompiler);
      acceptJsonOnly(app);
      answerErrors(app);
      app.decorateRequest('restContext', null);
      app.addHook('onRequest', async (request, reply) => {
        const context = await contexts.createForBearer(request, reply);
        request.restContext = context;
        await admit(context, request.routeOptions.config.rest);
      });

      const operations = new Map<string, RestOperation>();
      app.addHook('onRoute', (route) => {
        if (route.config?.rest) operations.set(route.config.rest.operationId, route.config.rest);
      });
      await app.register(swagger, {
        openapi: OPENAPI_BASE,
        transform: jsonSchemaTransform,
        transformObject: (document) => completeOpenApi(document, operations),
      });
      const closeMethods = guardMethods(app);
      registerAuthRoutes(app);
      registerCreditRoutes(app);
      registerMembershipRoutes(app);
      registerOrderRoutes(app);
      registerOrderListRoutes(app);
      registerGenerationRoutes(app);
      app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
      getDocument = () => app.swagger() as ApiDocument;
      closeMethods();
    },
    { prefix: '/api/v1' },
  );
  registerDocsPage(root, () => getDocument());
}

/** Counts the call against its caller's limit, then lets nobody but a signed-in user into a route for users. */
async function admit(context: RequestContext, operation: RestOperation | undefined): Promise<void> {
  const { rateLimiter } = context.services;
  if (operation?.access === 'callback') await rateLimiter.consume('callbacksPerAddress', context.address);
  else if (context.actor) await rateLimiter.consume('callsPerUser', context.actor.userId);
  else await rateLimiter.consume('anonymousPerAddress', context.address);
  if (operation?.access === 'user' && !context.actor) throw new AppError('UNAUTHENTICATED');
}

function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Many clients always name the type, also for a request without a body.
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (!hasZodFastifySchemaValidationErrors(error)) return sendError(error, request, reply);
    const locale = readLocale(request.headers['accept-language']);
    const fields = collectFieldProblems(request, error.validationContext ?? '', locale);
    return sendError(validationError(fields), request, reply);
  });
}
