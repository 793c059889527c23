import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../app-context.ts';
import { findSession } from '../auth/find-session.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import type { Config } from '../platform/config.ts';

/**
 * How long a browser keeps the cookie: as long as browsers allow (RFC 6265bis, section 5.5, "400 days"). When the
 * session ends is for the server to say, which moves that end with every use.
 */
const COOKIE_MAX_AGE_SECONDS = 400 * 86_400;

/** Which proofs of a session count. */
export interface FindActorOptions {
  /** For interfaces that scripts use: cookies count for nothing. */
  readonly bearerOnly?: boolean;
}

/**
 * Who is calling; null for nobody. With an `Authorization` header cookies count for nothing, also when the header is
 * malformed or its token unknown. Throws FORBIDDEN for a request that changes something and carries our cookie but
 * does not come from our own pages. `@fastify/cookie` must be registered.
 */
export async function findActor(
  deps: Pick<AppDeps, 'db' | 'logger' | 'config'>,
  request: FastifyRequest,
  options: FindActorOptions = {},
): Promise<Actor | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^bearer +([^\s]+) *$/i.exec(authorization)?.[1];
    return token === undefined ? null : findSession(deps, token);
  }
  if (options.bearerOnly === true) return null;
  const token = request.cookies[sessionCookieName(deps.config)];
  if (token === undefined) return null;
  if (!isFromOwnPage(deps.config, request)) throw new AppError('FORBIDDEN');
  return findSession(deps, token);
}

/**
 * Keeps the session of whoever signs in through a page. A caller that shows an `Authorization` header is no page, and
 * its signing out leaves a cookie alone; but signing in always sets one, because a token leaves in no other way.
 */
export function createSessionCookie(
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): RequestContext['sessionCookie'] {
  const name = sessionCookieName(config);
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(config) } as const;
  return {
    set: (token) => void reply.setCookie(name, token, { ...attributes, maxAge: COOKIE_MAX_AGE_SECONDS }),
    clear: () => {
      if (request.headers.authorization === undefined) reply.clearCookie(name, attributes);
    },
  };
}

/** Whether the caller shows a cookie of ours; what it is worth is not looked at. */
export function hasSessionCookie(config: Config, request: FastifyRequest): boolean {
  return request.cookies[sessionCookieName(config)] !== undefined;
}

/** The cookie's name; behind https its prefix makes browsers refuse one that another host or plain http tries to set. */
function sessionCookieName(config: Pick<Config, 'publicUrl'>): string {
  return isHttps(config) ? '__Host-studio_session' : 'studio_session';
}

function isHttps(config: Pick<Config, 'publicUrl'>): boolean {
  return config.publicUrl?.protocol === 'https:';
}

/** A cookie travels with requests that foreign pages make, too; only our own may change anything (Fetch Metadata; RFC 6454). */
function isFromOwnPage(config: Config, request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  if (request.headers['sec-fetch-site'] === 'same-origin') return true;
  const { origin } = request.headers;
  if (origin === undefined) return false;
  // By the name that the host check has let in, never by one that the caller says was asked for at a proxy.
  return (
    origin === config.publicUrl?.origin || origin === `${request.protocol}://${request.headers.host ?? ''}`
  );
}
