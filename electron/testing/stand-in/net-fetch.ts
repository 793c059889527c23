import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { guardObject } from './guard.ts';
import { findProtocolHandler } from './protocol.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

type NetFetchInit = RequestInit & { readonly bypassCustomProtocolHandlers?: boolean };

/**
 * `net.fetch`: files, schemes the app handles itself, and the network; bodies stream both ways. Node keeps no cookies,
 * so `credentials` makes no difference.
 */
export async function netFetch(input: string | URL | Request, init: NetFetchInit = {}): Promise<Response> {
  const { bypassCustomProtocolHandlers = false, ...rest } = init;
  const request = new Request(input, withDuplex(rest));
  const scheme = request.url.slice(0, request.url.indexOf(':'));
  const handler = bypassCustomProtocolHandlers ? undefined : findProtocolHandler(scheme);
  if (handler !== undefined) return await handler(request);
  if (scheme === 'file') return await readFileUrl(request.url);
  if (scheme !== 'http' && scheme !== 'https' && scheme !== 'data')
    throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Error(`net::${readNetError(error)}`, { cause: error });
  }
}

/** Node asks for `duplex` where a body streams, Electron does not. */
function withDuplex(init: RequestInit): RequestInit & { readonly duplex?: 'half' } {
  return init.body instanceof ReadableStream ? { ...init, duplex: 'half' } : init;
}

function readNetError(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  switch (cause?.code ?? '') {
    case 'ECONNREFUSED':
      return 'ERR_CONNECTION_REFUSED';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'ERR_CONNECTION_RESET';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'ERR_NAME_NOT_RESOLVED';
    default:
      return 'ERR_FAILED';
  }
}

async function readFileUrl(url: string): Promise<Response> {
  const file = fileURLToPath(url);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) throw new Error('net::ERR_FILE_NOT_FOUND');
  const type = CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: { 'content-type': type },
  });
}

/** Electron's `net`. */
export const net = guardObject('net', {
  fetch: netFetch,
  /** What a test says the machine thinks of its network; nothing else changes with it. */
  online: true,
  isOnline(): boolean {
    return this.online;
  },
});
