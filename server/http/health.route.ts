import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../app-context.ts';
import { AppError } from '../platform/app-error.ts';

/** How long the database may take to answer before the server counts as ill. */
const HEALTH_TIMEOUT_MS = 2_000;

/** Serves `GET /healthz`: 200 while the database answers in time and the server is not on its way out, else 503. */
export function registerHealth(app: FastifyInstance, services: Pick<Services, 'db' | 'events'>): void {
  app.get('/healthz', async () => {
    if (services.events.draining.aborted) throw new AppError('UNAVAILABLE');
    const timeout = new AbortController();
    try {
      await Promise.race([
        services.db.reader.all('SELECT 1 AS ok'),
        delay(HEALTH_TIMEOUT_MS, undefined, { signal: timeout.signal, ref: false }).then(() => {
          throw new Error('the database did not answer in time');
        }),
      ]);
    } catch (error) {
      throw new AppError('UNAVAILABLE', null, { cause: error });
    } finally {
      timeout.abort();
    }
    return { status: 'ok' };
  });
}
