import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext, Services } from '../app-context.ts';
import { readLocale } from './read-locale.ts';
import { createSessionCookie, findActor } from './session.ts';

/** Characters kept of what a client calls itself. */
const USER_AGENT_MAX_LENGTH = 256;

/** Makes the context of a request, once: who is calling, from where, in which language. */
export interface RequestContexts {
  /** For the product's own pages: a Bearer token, or else the session cookie. Throws FORBIDDEN (see session.ts). */
  create(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
  /** For REST: a Bearer token only; cookies count for nothing. */
  createForBearer(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
}

/** Contexts over `services`. `@fastify/cookie` must be registered. */
export function createRequestContexts(services: Services): RequestContexts {
  const create = async (
    request: FastifyRequest,
    reply: FastifyReply,
    bearerOnly: boolean,
  ): Promise<RequestContext> => ({
    services,
    actor: await findActor(services, request, { bearerOnly }),
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_MAX_LENGTH) ?? null,
    locale: readLocale(request.headers['accept-language']),
    sessionCookie: createSessionCookie(services.config, request, reply),
  });
  return {
    create: (request, reply) => create(request, reply, false),
    createForBearer: (request, reply) => create(request, reply, true),
  };
}
