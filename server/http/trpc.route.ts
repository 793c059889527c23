import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import superjson from 'superjson';
import { ERRORS, errorMessage } from '../../shared/errors.ts';
import type { AppRouter } from '../app-router.ts';
import type { EmbeddedAppRouter } from '../embedded/embedded-app-router.ts';
import { AppError } from '../platform/app-error.ts';
import { toAppError } from '../platform/to-app-error.ts';
import { logRefusal, retryAfterSeconds } from './error-envelope.ts';
import { readLocale } from './read-locale.ts';
import type { RequestContexts } from './request-context.ts';

/** Calls one request may carry; the client's batch link is set to the same. */
const MAX_BATCH_SIZE = 10;

/** Serves `router` under `/trpc`: JSON bodies only, because a foreign page cannot send those unasked. */
export async function registerTrpc(
  root: FastifyInstance,
  contexts: RequestContexts,
  router: AppRouter | EmbeddedAppRouter,
): Promise<void> {
  await root.register(
    (app, _options, done) => {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
        parsed(null, body),
      );
      app.setErrorHandler((error, request, reply) => sendTrpcError(error, request, reply));
      app.route({
        method: ['GET', 'POST'],
        url: '/:path',
        // Fastify makes HEAD of GET by measuring the answer, which tRPC's is not made for.
        exposeHeadRoute: false,
        schema: { hide: true },
        onRequest: (request, _reply, next) => {
          const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
          // A query's address says everything; and types are the same in any case (RFC 9110, section 8.3.1), which tRPC does not know.
          if (request.method !== 'POST') delete request.raw.headers['content-type'];
          else if (isJson) request.raw.headers['content-type'] = 'application/json';
          if (request.method === 'POST' && !isJson) next(new AppError('UNSUPPORTED_MEDIA_TYPE'));
          // tRPC decodes the name once more, and fails if that cannot be done.
          else if ((request.params as { path: string }).path.includes('%')) next(new AppError('NOT_FOUND'));
          else next();
        },
        handler: async (request, reply) => {
          // Made before tRPC is asked, which answers a refusal here in no language and without the request's id.
          const context = await contexts.create(request, reply);
          return fastifyRequestHandler({
            router,
            req: request,
            res: reply,
            path: (request.params as { path: string }).path,
            maxBatchSize: MAX_BATCH_SIZE,
            createContext: () => context,
            onError: ({ error }) => logRefusal(request, toAppError(error)),
            responseMeta: ({ errors, ctx }) => {
              const waits = errors.map((error) => retryAfterSeconds(toAppError(error)) ?? 0);
              const longest = Math.max(0, ...waits);
              return {
                headers: {
                  ...(longest === 0 ? {} : { 'retry-after': String(longest) }),
                  // tRPC names no type for what fails before it has taken the context.
                  ...(ctx === undefined ? { 'content-type': 'application/json' } : {}),
                },
              };
            },
          });
        },
      });
      done();
    },
    { prefix: '/trpc' },
  );
}

/** A refusal before tRPC was reached, in the shape its client understands. */
function sendTrpcError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toAppError(thrown);
  logRefusal(request, refusal);
  const error = {
    message: errorMessage(refusal.reason, readLocale(request.headers['accept-language']), refusal.details),
    code: TRPC_ERROR_CODES_BY_KEY[ERRORS[refusal.reason].trpc],
    data: {
      reason: refusal.reason,
      details: refusal.details,
      httpStatus: refusal.status,
      retryable: ERRORS[refusal.reason].retryable,
      requestId: request.id,
    },
  };
  return reply.code(refusal.status).send({ error: superjson.serialize(error) });
}
