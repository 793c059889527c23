import type { FastifyInstance } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { isLoopback, type Config } from '../platform/config.ts';

/** The name in a `Host` header, without its port and in lower case; null when it is not one. */
export function hostNameOf(header: string | undefined): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase() ?? null;
}

/**
 * Answers only under its own names: loopback, or the host of PUBLIC_URL; others are WRONG_HOST. A page of a stranger
 * that points its own name at this machine (DNS rebinding) thereby reaches nothing.
 */
export function registerHostCheck(app: FastifyInstance, config: Config): void {
  const publicName = config.publicUrl?.hostname.toLowerCase() ?? null;
  app.addHook('onRequest', async (request) => {
    const name = hostNameOf(request.raw.headers.host);
    if (name !== null && (isLoopback(name) || name === publicName)) return;
    throw new AppError('WRONG_HOST');
  });
}
