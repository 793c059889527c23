import { EMBEDDED_SECRET_HEADER } from '../../shared/contracts/embedded-server.ts';
import type { Upstream } from './connection.ts';
import { forwardedHeaders } from './page-headers.ts';

/** What of a page's request the server is told. Everything else stays here: Cookie, Origin, Referer, Sec-Fetch-*, Authorization, … */
const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'cache-control',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'last-event-id',
  'range',
  'trpc-accept',
];

/** What of the server's answer stays here: what belongs to its connection, what has been undone, and what only a browser's own cookie jar may see. */
const KEPT_BACK = new Set([
  'alt-svc',
  'clear-site-data',
  'connection',
  'content-encoding',
  'keep-alive',
  'link',
  'nel',
  'proxy-authenticate',
  'refresh',
  'report-to',
  'reporting-endpoints',
  'service-worker-allowed',
  'set-cookie',
  'set-cookie2',
  'sourcemap',
  'strict-transport-security',
  'trailer',
  'transfer-encoding',
  'www-authenticate',
]);

/** What the server's answers are. Anything else, such as a script, a style or a page, must not become part of one of ours. */
const CONTENT_TYPES =
  /^(application\/(json|jsonl|octet-stream|pdf|zip)|image\/(avif|gif|jpeg|png|svg\+xml|webp)|text\/(csv|event-stream|markdown|plain))\s*(;[^,]*)?$/i;

/** Who asks the server. */
export interface Credentials {
  readonly secret: Upstream['secret'];
  /** Null while nobody is signed in. */
  readonly token: string | null;
  readonly userAgent: string;
}

/** The headers that a page's request goes on with. */
export function toServerHeaders(page: Headers, { secret, token, userAgent }: Credentials): Headers {
  const headers = new Headers({ 'user-agent': userAgent });
  for (const name of REQUEST_HEADERS) {
    const value = page.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  if (secret !== null) headers.set(EMBEDDED_SECRET_HEADER, secret);
  return headers;
}

/** The headers that the server's answer reaches the page with. */
export function toPageHeaders(server: Headers): Headers {
  const headers = new Headers();
  const wasEncoded = server.has('content-encoding');
  for (const [name, value] of server) {
    if (KEPT_BACK.has(name) || name.startsWith('access-control-')) continue;
    // It counts what came over the wire.
    if (name === 'content-length' && wasEncoded) continue;
    headers.set(name, value);
  }
  const type = server.get('content-type');
  if (type !== null && !CONTENT_TYPES.test(type)) headers.set('content-type', 'application/octet-stream');
  for (const [name, value] of Object.entries(forwardedHeaders())) headers.set(name, value);
  return headers;
}
