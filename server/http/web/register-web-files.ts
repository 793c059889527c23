import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The hash in the name of such a file stands for its content, so it never changes (Vite, "build.assetsDir"). */
const HASHED_FILES = `assets${sep}`;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const FOR_AN_HOUR = 'public, max-age=3600';

/** Not answers of their own: the page, what was compressed beforehand, and what is for developers. */
const NOT_SERVED = ['index.html', '**/*.br', '**/*.gz', '**/*.map'];

/**
 * Serves the files of the build in `dir`, compressed as they were beforehand. The files there are at the start become
 * routes, so that no address can name anything else; names that begin with a dot are none of them.
 */
export async function registerWebFiles(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: dir,
    decorateReply: false,
    wildcard: false,
    globIgnore: NOT_SERVED,
    dotfiles: 'ignore',
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = relative(dir, join(file)).startsWith(HASHED_FILES);
      reply.header('cache-control', isHashed ? IMMUTABLE : FOR_AN_HOUR);
    },
  });
}
