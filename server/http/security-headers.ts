import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../platform/config.ts';

const API_POLICY = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * Puts the safe headers on every answer: nothing may be loaded, framed or cached unless a route says otherwise
 * for itself (`config.helmet`, or its own `Cache-Control`).
 */
export async function registerSecurityHeaders(app: FastifyInstance, config: Config): Promise<void> {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('cache-control', 'no-store').header('x-request-id', request.id);
    done();
  });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Over plain HTTP browsers ignore it, and on a developer's machine it would bind every port of localhost.
    // Hosts below ours are not ours to decide for.
    strictTransportSecurity:
      config.publicUrl?.protocol === 'https:' ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

/** The same for an answer that is given before any hook runs. */
export const BARE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Puts {@link BARE_HEADERS} on the answer to an address that cannot be read. */
export function setBareHeaders(reply: FastifyReply, requestId: string): FastifyReply {
  return reply.headers({ ...BARE_HEADERS, 'x-request-id': requestId });
}
