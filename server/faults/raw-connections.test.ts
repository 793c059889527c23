import { createConnection, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const BODY = '{"account":"nobody","password":"a password"}';
const login = (headers: string, body = BODY): string =>
  `POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
const get = (target: string, headers = 'Host: localhost\r\n'): string =>
  `GET ${target} HTTP/1.1\r\n${headers}\r\n`;

/** What no client library would send. */
const REQUESTS: readonly (readonly [title: string, bytes: string])[] = [
  ['no HTTP', 'HELO there\r\n\r\n'],
  ['a version nobody knows', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n'],
  ['a method nobody knows', 'STEAL / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['no host', get('/', '')],
  ['two hosts', get('/', 'Host: localhost\r\nHost: evil.example\r\n')],
  ['two hosts, the first foreign', get('/', 'Host: evil.example\r\nHost: localhost\r\n')],
  ['a host with credentials', get('/', 'Host: localhost@evil.example\r\n')],
  ['a foreign host in the address', get('http://evil.example/healthz')],
  ['a foreign host beside our address', get('http://localhost/healthz', 'Host: evil.example\r\n')],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a path out of the files', get('/files/../../../../etc/passwd')],
  ['an encoded path out of the files', get('/files/generations/%2e%2e%2f%2e%2e/%2e%2e%2fpasswd')],
  ['backslashes', get('/files\\..\\..\\etc\\passwd')],
  ['a broken percent', get('/api/v1/credit/orders/%')],
  ['an overlong dot', get('/files/%c0%ae%c0%ae/')],
  ['a NUL in the address', get('/files/\0')],
  ['an encoded NUL', get('/api/v1/credit/orders/%00')],
  ['raw bytes in the address', get('/\xff\xfe')],
  ['a space in the address', get('/a b')],
  ['an address of 15,000 characters', get(`/${'a'.repeat(15_000)}`)],
  ['an address of 40,000 characters', get(`/${'a'.repeat(40_000)}`)],
  ['headers of 40,000 characters', get('/', `Host: localhost\r\nX: ${'a'.repeat(40_000)}\r\n`)],
  ['five thousand headers', get('/', `Host: localhost\r\n${'a:b\r\n'.repeat(5_000)}`)],
  ['a header without a name', get('/', 'Host: localhost\r\n: x\r\n')],
  ['a header with a space in its name', get('/', 'Host: localhost\r\nA b: x\r\n')],
  ['a folded header', get('/', 'Host: localhost\r\nA: x\r\n y\r\n')],
  ['a NUL in a header', get('/', 'Host: localhost\r\nA: x\0y\r\n')],
  ['bare line feeds', 'GET /none HTTP/1.1\nHost: localhost\n\n'],
  ['a body longer than it says', login('Content-Length: 10\r\n')],
  ['a length below nothing', login('Content-Length: -1\r\n')],
  ['a length that is no number', login('Content-Length: ten\r\n')],
  ['a length beyond numbers', login('Content-Length: 99999999999999999999\r\n')],
  ['a length of two mebibytes', login('Content-Length: 2097152\r\n')],
  ['two lengths', login('Content-Length: 44\r\nContent-Length: 10\r\n')],
  [
    'a length and chunks',
    login('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '2c\r\n{}\r\n0\r\n\r\n'),
  ],
  ['a chunk of no size', login('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')],
  ['an encoding nobody knows', login('Transfer-Encoding: x, chunked\r\n', '0\r\n\r\n')],
  ['an expectation nobody fulfils', login('Expect: miracles\r\nContent-Length: 44\r\n')],
  ['an upgrade', get('/none', 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n')],
  ['an upgrade to HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  [
    'a second request in the first',
    login('Content-Length: 0\r\n', get('http://evil.example/', 'Host: evil.example\r\n')),
  ],
];

/** What goes on for ever, or until whoever sends it hangs up. */
const UNFINISHED: readonly (readonly [title: string, bytes: string])[] = [
  ['a proxy request', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['nothing', ''],
  ['an empty line', '\r\n'],
  ['a beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP/0.9', 'GET /\r\n'],
  ['a body shorter than it says', login('Content-Length: 400\r\n')],
  ['a chunk without end', login('Transfer-Encoding: chunked\r\n', 'ffff\r\n{"a":1}')],
];

describe('what a connection can be sent by hand', () => {
  let server: TestServer;
  let port: number;
  beforeAll(async () => {
    server = await startTestServer({ provider: createInstantProvider(), listen: true, startJobs: false });
    ({ port } = server.app.server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  it.each([
    ...REQUESTS.map(([title, bytes]) => [title, bytes, false] as const),
    ...UNFINISHED.map(([title, bytes]) => [title, bytes, true] as const),
  ])('is refused in the way of everything else, or not answered: %s', async (_, bytes, hangsUp) => {
    const answer = await exchange(port, bytes, hangsUp);
    if (!hangsUp) expect(answer).not.toBe('');
    expect(answer).not.toMatch(/HTTP\/1\.1 5\d\d/);
    expect(answer).not.toMatch(/fastify|FST_|node:|node_modules|\bat .+:\d+|root:|Error\b/i);
    for (const [head = '', body = ''] of readAnswers(answer)) {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      // Node itself answers two of them, with a status and nothing else.
      if (status < 400 || body === '' || body === '0') continue;
      const envelope = JSON.parse(body) as Record<string, unknown>;
      expect(envelope).toMatchObject({ code: status, data: null });
      expect(envelope['reason']).toMatch(/^[A-Z_]+$/);
      expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
    }
  });

  it('leaves it serving', async () => {
    expect(await exchange(port, get('/healthz'))).toMatch(/^HTTP\/1\.1 200/);
  });
});

/** The server's answer to all of `bytes`, as far as it goes; empty when it just hangs up. */
function exchange(port: number, bytes: string, hangsUp = false): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(Buffer.from(bytes, 'latin1'));
      if (hangsUp) socket.end();
    });
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      if (isComplete(text)) socket.end();
    });
    // A server may hang up on nonsense before it has been read.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

function isComplete(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  if (body === '0') return true;
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
}

/** Heads and bodies, as many as were sent one after another. */
function readAnswers(text: string): string[][] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3})/)
    .filter(Boolean)
    .map((answer) => answer.split('\r\n\r\n', 2));
}
