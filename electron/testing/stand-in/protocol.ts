import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { guardObject } from './guard.ts';
import { addAliasedScheme, toAppUrl, toPageHeader } from './scheme-aliases.ts';

/** What an app answers requests of its own scheme with. */
export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, ProtocolHandler>();
let areSchemesSettled = false;

/** The handler the app has set for the scheme; undefined when it has none. */
export function findProtocolHandler(scheme: string): ProtocolHandler | undefined {
  return handlers.get(scheme);
}

/** From here on, as from `ready`, privileges of schemes cannot be changed. */
export function settleSchemes(): void {
  areSchemesSettled = true;
}

/** Electron's `protocol`. */
export const protocol = guardObject('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    if (areSchemesSettled) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    for (const { scheme } of schemes) addAliasedScheme(scheme);
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    addAliasedScheme(scheme);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string): boolean =>
    handlers.has(scheme) || ['http', 'https', 'file', 'data', 'blob'].includes(scheme),
});

/** The loopback server Chromium loads the app's pages from, with its port. */
export interface PagesServer {
  readonly port: number;
  /** Ends it and every answer under way. */
  close(): void;
}

/** Starts the server that hands every request of a page to the app's protocol handler, bodies streamed both ways. */
export async function startPagesServer(): Promise<PagesServer> {
  const server: Server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => {
      // A page sees a handler that throws as a network error.
      outgoing.destroy();
    });
  });
  // Electron sets no limit, and streams of events and long uploads are what this is for.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = toAppUrl(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`);
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  if (handler === undefined) {
    outgoing.destroy();
    return;
  }
  const response = await handler(readRequest(url, incoming, outgoing));
  if (response.type === 'error') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(response.status, response.statusText, listHeaders(response));
  // A stream may say nothing for long; the page is to know that it is there.
  outgoing.flushHeaders();
  if (response.body === null) {
    outgoing.end();
    return;
  }
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.once('error', () => outgoing.destroy());
  outgoing.once('close', () => body.destroy());
  body.pipe(outgoing);
}

function readRequest(url: string, incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const aborting = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) aborting.abort();
  });
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers: readHeaders(incoming),
    signal: aborting.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  });
}

/** Headers that belong to the connection between Chromium and the server and not to the request. */
const OF_THE_CONNECTION = new Set([
  'host',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'keep-alive',
]);

function readHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (OF_THE_CONNECTION.has(name)) continue;
    for (const value of values ?? []) headers.append(name, toAppUrl(value));
  }
  return headers;
}

function listHeaders(response: Response): [string, string][] {
  // Bodies of a handler are taken as they are; an encoding it repeats from upstream has been undone already.
  const isDecoded = response.headers.has('content-encoding');
  return [...response.headers]
    .filter(([name]) => !OF_THE_CONNECTION.has(name) && name !== 'content-encoding')
    .filter(([name]) => !(isDecoded && name === 'content-length'))
    .map(([name, value]) => [name, toPageHeader(name, value)]);
}
