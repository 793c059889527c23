import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { APP_ORIGIN } from '../../shared/contracts/desktop.ts';
import type { ProxiedConnection } from './connect.ts';
import { findPageFile, type PageFolders } from './find-page-file.ts';
import { forwardRequest, isForwarded } from './forward-request.ts';
import type { Log } from './log-file.ts';
import { fileHeaders, pageHeaders, refusalHeaders } from './page-headers.ts';
import { renderPage, type PageValues } from './render-page.ts';

const NONCE_BYTES = 16;

/** What the app's scheme is served from. */
export interface AppSchemeParts {
  readonly folders: PageFolders;
  readonly connection: ProxiedConnection;
  readonly describePage: () => Omit<PageValues, 'nonce'>;
  readonly log: Log;
}

/** Answers every request under the app's scheme: pages and their files from the build, the server's addresses from the server. */
export function serveAppScheme(parts: AppSchemeParts): (request: Request) => Promise<Response> {
  const { folders, connection, log } = parts;
  return async (request) => {
    // As it was sent: a parser would have decoded or tidied up what has to be judged.
    const pathname = readPathname(request.url);
    if (pathname === null) return refuse(404);
    if (isForwarded(pathname)) return await forwardRequest(request, connection, log);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const found = findPageFile(pathname, folders);
    if (found === null) return refuse(404);
    const content = await readIfThere(found.file, log);
    if (content === null) return refuse(404);
    const isHead = request.method === 'HEAD';
    if (found.kind === 'file') {
      const headers = { ...fileHeaders(found.type), 'content-length': String(content.length) };
      return new Response(isHead ? null : new Uint8Array(content), { headers });
    }
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const html = renderPage(content.toString('utf8'), { ...parts.describePage(), nonce });
    return new Response(isHead ? null : html, { headers: pageHeaders(nonce) });
  };
}

/** The path in an address of the app, before `?` and `#`, not decoded; null for another origin. */
export function readPathname(url: string): string | null {
  if (url !== APP_ORIGIN && !/^app:\/\/studio[/?#]/i.test(url)) return null;
  return /^[^?#]*/.exec(url.slice(APP_ORIGIN.length))?.[0] || '/';
}

async function readIfThere(file: string, log: Log): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'ENOTDIR')
      log.error('a file could not be read', error);
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: refusalHeaders() });
}
