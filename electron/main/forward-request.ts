import { APP_ORIGIN } from '../../shared/contracts/desktop.ts';
import type { ProxiedConnection } from './connect.ts';
import { toPageHeaders } from './forward-headers.ts';
import type { Log } from './log-file.ts';
import { refusalHeaders } from './page-headers.ts';

/** Longer than a restart of the embedded server takes; a page gives up a call after thirty seconds. */
const WAIT_MS = 20_000;

const METHODS = ['GET', 'HEAD', 'POST'];
const NULL_BODY_STATUSES = [204, 205, 304];

/** Calls after which the session may be over; with a token the server sets no cookie to say so. */
const MAY_END_SESSION = ['auth.signOut', 'auth.revokeSession', 'account.delete'];

/** Whether an address of the app is the server's to answer. */
export function isForwarded(pathname: string): boolean {
  return pathname.startsWith('/trpc/') || pathname.startsWith('/files/') || pathname === '/trpc';
}

/**
 * Answers a page's request with what the server answers: streamed both ways, and given up there as soon as the page
 * gives it up. While the server is starting the request waits; 502 when it cannot be reached, 503 when there is none.
 */
export async function forwardRequest(
  request: Request,
  connection: ProxiedConnection,
  log: Log,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== APP_ORIGIN) return refuse(403);
  // Read as http it must lead to the same place, and to none but these: a backslash, for one, is a slash there.
  if (new URL(pathname, 'http://server').pathname !== pathname || !isForwarded(pathname)) return refuse(404);
  if (!METHODS.includes(request.method)) return refuse(405);

  // Electron may not abort the request's own signal when the page goes: the end of the answer's stream does it too.
  const aborting = new AbortController();
  const signal = AbortSignal.any([request.signal, aborting.signal]);
  const upstream = await connection.whenReady(AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]));
  if (upstream === null) return refuse(503);
  let response: Response;
  try {
    response = await connection.send(upstream, pathname + search, {
      method: request.method,
      headers: request.headers,
      signal,
      ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
    });
  } catch (error) {
    if (!signal.aborted) log.warn(`no answer to ${request.method} ${pathname}`, error);
    return refuse(502);
  }
  if (request.method === 'POST' && listCalls(pathname).some((name) => MAY_END_SESSION.includes(name))) {
    connection
      .checkSession(upstream)
      .catch((error: unknown) => log.warn('the session was not checked', error));
  }
  const body = NULL_BODY_STATUSES.includes(response.status) ? null : response.body;
  return new Response(body && passOn(body, aborting), {
    status: response.status,
    statusText: response.statusText,
    headers: toPageHeaders(response.headers),
  });
}

function listCalls(pathname: string): string[] {
  return pathname.replace('/trpc/', '').split(',');
}

/** The same bytes, chunk by chunk as they are asked for; whoever stops reading ends the request behind them. */
function passOn(body: ReadableStream<Uint8Array>, aborting: AbortController): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel(reason) {
      aborting.abort(reason);
      await reader.cancel(reason).catch(() => undefined);
    },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: refusalHeaders() });
}
