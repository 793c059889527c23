import type { FastifyInstance, FastifyRequest } from 'fastify';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Config } from '../../platform/config.ts';
import { markup } from '../pages/markup.ts';
import { hasSessionCookie } from '../session.ts';
import { findFirstView } from './find-first-view.ts';
import { listPageLinks } from './list-page-links.ts';
import { listPageModules } from './list-page-modules.ts';
import type { WebBuild } from './read-web-build.ts';
import { sendShell } from './send-shell.ts';

/** What is no page, whoever asks. */
const NO_PAGE = /^\/(?:api|trpc|files|assets|healthz)(?:[/?#]|$)/;

const NOT_FOUND = { links: markup``, view: null };

/**
 * Serves every page of the app; the client decides what it shows. An address that nothing serves is the app's page too
 * when a browser navigates there, with the status 404, and NOT_FOUND for everybody else.
 */
export function registerWebPages(app: FastifyInstance, build: WebBuild, config: Config): void {
  for (const path of Object.values(APP_PATHS)) {
    const prepare = (hasSession: boolean) => ({
      links: listPageLinks(build.manifest, listPageModules(path, hasSession)),
      view: findFirstView(path, hasSession),
    });
    const signedIn = prepare(true);
    const signedOut = prepare(false);
    for (const url of path === APP_PATHS.home ? [path] : [path, `${path}/`]) {
      app.get(url, { schema: { hide: true } }, (request, reply) =>
        sendShell(request, reply, build, hasSessionCookie(config, request) ? signedIn : signedOut),
      );
    }
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isNavigation(request)) throw new AppError('NOT_FOUND');
    return sendShell(request, reply.code(404), build, NOT_FOUND);
  });
}

function isNavigation({ method, headers, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return /\btext\/html\b/i.test(headers.accept ?? '') && !NO_PAGE.test(url);
}
