import type { IncomingMessage } from 'node:http';
import { basename, dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { openOutputFile } from '../generation/open-output-file.ts';
import { sendError } from './error-envelope.ts';
import { registerExports } from './exports.route.ts';
import { requireCaller } from './file-caller.ts';
import { guardMethods } from './method-guard.ts';
import { nameFile } from './name-file.ts';
import type { RequestContexts } from './request-context.ts';

/** A file shows itself and nothing else: should it ever be opened as a page, nothing in it runs (rest-v1.md, "Files"). */
const FILE_POLICY = "sandbox; default-src 'none'";

/** Serves `/files/*` to the owners of the files, by cookie or Bearer. */
export async function registerFiles(root: FastifyInstance, contexts: RequestContexts): Promise<void> {
  await root.register(
    async (app) => {
      // Only for `reply.sendFile`, which knows ranges and conditional requests; nothing is served by itself.
      await app.register(fastifyStatic, { serve: false, root: '/' });
      app.decorateRequest('fileCaller', null);
      app.addHook('onRequest', async (request, reply) => {
        reply.header('content-security-policy', FILE_POLICY).header('cache-control', 'private, no-cache');
        const context = await contexts.create(request, reply);
        const { rateLimiter } = context.services;
        if (!context.actor) {
          await rateLimiter.consume('anonymousPerAddress', context.address);
          throw new AppError('UNAUTHENTICATED');
        }
        await rateLimiter.consume('callsPerUser', context.actor.userId);
        request.fileCaller = { context, actor: context.actor };
      });
      app.setErrorHandler<Error & { headers?: Record<string, string> }>((error, request, reply) => {
        // Tells which ranges there would be (RFC 9110, section 14.4).
        const range = error.headers?.['Content-Range'];
        if (range !== undefined) reply.header('content-range', range);
        return sendError(error, request, reply.removeHeader('content-disposition'));
      });
      const closeMethods = guardMethods(app);
      app.get<{ Params: { id: string; name: string } }>('/generations/:id/:name', async (request, reply) => {
        const { context, actor } = requireCaller(request.fileCaller);
        const file = await openOutputFile(context.services, actor, {
          generationId: request.params.id,
          fileName: request.params.name,
        });
        nameFile(reply, 'inline', file.fileName).type(file.mimeType);
        widenSuffixRange(request.raw, file.sizeBytes);
        return reply.sendFile(basename(file.path), dirname(file.path), {
          cacheControl: false,
          contentType: false,
          dotfiles: 'deny',
          index: false,
        });
      });
      registerExports(app);
      closeMethods();
    },
    { prefix: '/files' },
  );
}

/** The last so many bytes of a shorter file are all of it (RFC 9110, section 14.1.2), which `sendFile` would refuse. */
function widenSuffixRange(request: IncomingMessage, sizeBytes: number): void {
  const length = /^bytes=-(\d{1,15})$/.exec(request.headers.range ?? '')?.[1];
  if (Number(length) > sizeBytes) request.headers.range = 'bytes=0-';
}
