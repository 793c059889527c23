import type { RequestContext } from '../app-context.ts';
import type { Actor } from '../platform/app-deps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks for a file, and as whom; set for every request under `/files`. */
    fileCaller: { readonly context: RequestContext; readonly actor: Actor } | null;
  }
}

/** Who asks; set before any route of files runs. */
export function requireCaller<Caller>(caller: Caller | null): Caller {
  if (caller === null) throw new Error('a file route ran without its caller');
  return caller;
}
