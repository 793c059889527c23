import type { FastifyInstance } from 'fastify';
import { AppError } from '../platform/app-error.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;

/**
 * Makes every address that `app` (an encapsulated plugin) serves answer METHOD_NOT_ALLOWED, with `Allow`, to the
 * methods it does not. Call before the plugin's routes; the returned function after them.
 */
export function guardMethods(app: FastifyInstance): () => void {
  const methodsByUrl = new Map<string, Set<string>>();
  let isCollecting = true;
  app.addHook('onRoute', (route) => {
    if (!isCollecting) return;
    const methods = methodsByUrl.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) methods.add(method);
    if (methods.has('GET') && route.exposeHeadRoute !== false) methods.add('HEAD');
    methodsByUrl.set(route.url, methods);
  });
  return () => {
    isCollecting = false;
    for (const [url, allowed] of methodsByUrl) {
      const refused = METHODS.filter((method) => !allowed.has(method));
      app.route({
        method: refused,
        url: url.slice(app.prefix.length),
        config: { isMethodGuard: true },
        schema: { hide: true },
        onRequest: (_request, reply, done) => {
          reply.header('allow', [...allowed].join(', '));
          done(new AppError('METHOD_NOT_ALLOWED'));
        },
        handler: () => undefined,
      });
    }
  };
}
