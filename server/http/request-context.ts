import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext, Services } from '../app-context.ts';
import { readLocale } from './read-locale.ts';

/** Characters kept of what a client calls itself. */
const USER_AGENT_MAX_LENGTH = 256;

/** Makes the context of a request: who is calling, from where, in which language. */
export interface RequestContexts {
  /** For the product's own pages: a Bearer token, or else the session cookie. */
  create(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
  /** For REST: a Bearer token only; cookies count for nothing. */
  createForBearer(request: FastifyRequest): Promise<RequestContext>;
}

export function createRequestContexts(services: Services): RequestContexts {
  const describe = (request: FastifyRequest): Omit<RequestContext, 'actor' | 'sessionCookie'> => ({
    services,
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_MAX_LENGTH) ?? null,
    locale: readLocale(request.headers['accept-language']),
  });
  return {
    create: async (request) => ({ ...describe(request), actor: null, sessionCookie: NO_COOKIE }),
    createForBearer: async (request) => ({ ...describe(request), actor: null, sessionCookie: NO_COOKIE }),
  };
}

const NO_COOKIE = { set: () => undefined, clear: () => undefined };
