import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The path of a request without its query string, which may hold what nobody should read. */
function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '').slice(0, 200);
}

/** Writes one line per answered request: what was asked, how it went, how long it took; no header, no query, no body. */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const level = request.routeOptions.url === '/healthz' ? 'debug' : 'info';
    request.log[level](
      {
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request answered',
    );
    done();
  });
}
