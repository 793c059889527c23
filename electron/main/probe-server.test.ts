import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { probeServer } from './probe-server.ts';

const NOBODY = JSON.stringify({ result: { data: { json: null } } });

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function probe(listener: RequestListener): Promise<string | null> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return await probeServer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetch);
}

it('knows a server of ours, and tells it nothing of this installation', async () => {
  const seen: (string | undefined)[] = [];
  const refusal = await probe((request, response) => {
    seen.push(request.url, request.headers.authorization, request.headers.cookie);
    response.end(request.url === '/healthz' ? '{"status":"ok"}' : NOBODY);
  });
  expect(refusal).toBeNull();
  expect(seen).toEqual(['/healthz', undefined, undefined, '/trpc/auth.session', undefined, undefined]);
});

it.each<[string, RequestListener, string]>([
  ['a page', (_request, response) => response.end('<html>{"status":"ok"}</html>'), 'NOT_A_STUDIO'],
  ['something else that is well', (_request, response) => response.end('{"status":"ok"}'), 'NOT_A_STUDIO'],
  ['a failure', (_request, response) => response.writeHead(500).end('{"status":"ok"}'), 'NOT_A_STUDIO'],
  ['one who is just starting', (_request, response) => response.writeHead(503).end(), 'UNREACHABLE'],
  ['nothing', (request) => void request.socket.destroy(), 'UNREACHABLE'],
  [
    'another address',
    (_request, response) => response.writeHead(301, { location: 'https://other.example/' }).end(),
    'LEADS_ELSEWHERE',
  ],
  [
    'another address for the session alone',
    (request, response) =>
      request.url === '/healthz'
        ? response.end('{"status":"ok"}')
        : response.writeHead(307, { location: '/trpc/auth.session?again' }).end(),
    'LEADS_ELSEWHERE',
  ],
])('is answered by %s', async (_title, listener, refusal) => {
  expect(await probe(listener)).toBe(refusal);
});

it('reads no further once an answer is longer than it could be', async () => {
  let isClosed: Promise<unknown> = Promise.resolve();
  const refusal = await probe((_request, response) => {
    isClosed = once(response, 'close');
    const pour = (): void => {
      while (response.write(' '.repeat(10_000)));
      response.once('drain', pour);
    };
    pour();
  });
  expect(refusal).toBe('NOT_A_STUDIO');
  await isClosed;
});
