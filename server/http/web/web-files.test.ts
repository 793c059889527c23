import { createConnection, type AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstantProvider } from '../../testing/instant-provider.ts';
import { LONG_SCRIPT, makeWebBuild, type FakeWebBuild } from '../../testing/make-web-build.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

const SCRIPT = '/assets/index-AAAA.js';

describe('a file of the web app', () => {
  let build: FakeWebBuild;
  let server: TestServer;
  beforeAll(async () => {
    build = await makeWebBuild();
    server = await startTestServer({
      provider: createInstantProvider(),
      startJobs: false,
      startWorker: false,
      listen: true,
      environment: { WEB_DIR: build.dir },
    });
  });
  afterAll(async () => {
    await server.close();
    await build.destroy();
  });

  const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });

  it.each([
    [SCRIPT, 'application/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/index-AAAA.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/favicon.svg', 'image/svg+xml', 'public, max-age=3600'],
    ['/manifest.webmanifest', 'application/manifest+json', 'public, max-age=3600'],
    ['/robots.txt', 'text/plain; charset=utf-8', 'public, max-age=3600'],
  ])(
    'has its type, and is kept for as long as its name stands for its content: %s',
    async (url, type, caching) => {
      const { statusCode, headers } = await get(url);
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe(type);
      expect(headers).toMatchObject({
        'cache-control': caching,
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'accept-encoding',
      });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(headers).not.toHaveProperty('set-cookie');
    },
  );

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
  ])('is sent as it was compressed beforehand, for "%s"', async (accepted, encoding, unpack) => {
    const { headers, rawPayload } = await get(SCRIPT, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toBe('application/javascript; charset=utf-8');
    expect(Number(headers['content-length'])).toBe(rawPayload.length);
    expect(unpack(rawPayload).toString()).toBe(LONG_SCRIPT);
  });

  it('is sent as it is where it was not worth compressing', async () => {
    const { headers, body } = await get('/assets/react-BBBB.js', { 'accept-encoding': 'br, gzip' });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body).toBe('export {};\n');
  });

  it('is not sent again to who has it, and answers HEAD', async () => {
    const { headers } = await get('/favicon.svg');
    const again = await get('/favicon.svg', { 'if-none-match': String(headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    const head = await server.app.inject({ method: 'HEAD', url: SCRIPT });
    expect(head.statusCode).toBe(200);
    expect(head.body).toBe('');
    expect(Number(head.headers['content-length'])).toBe(LONG_SCRIPT.length);
  });

  it('is there for GET and HEAD only', async () => {
    const response = await server.app.inject({ method: 'POST', url: SCRIPT });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe('HEAD, GET');
  });

  it.each([
    '/.vite/manifest.json',
    '/.build-stamp',
    '/assets/.hidden.js',
    '/assets/%2ehidden.js',
    '/assets/index-AAAA.js.map',
    '/assets/index-AAAA.js.br',
    '/assets/index-AAAA.js.gz',
    '/index.html',
    '/assets',
    '/assets/',
    '/assets/none.js',
    '/ASSETS/index-AAAA.js',
  ])('is not: %s', async (url) => {
    const { statusCode, headers, json } = await get(url);
    expect(statusCode).toBe(404);
    expect(headers['cache-control']).toBe('no-store');
    expect(json()).toMatchObject({ code: 404, reason: 'NOT_FOUND' });
  });

  it.each([
    '/assets/../../secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..\\..\\secret.js',
    '/assets/..%5c..%5csecret.js',
    '/..%2fsecret.js',
    '/%2e%2e%2fsecret.js',
    '/assets/%252e%252e%252f%252e%252e%252fsecret.js',
    '/assets/../.vite/manifest.json',
    '/assets/index-AAAA.js%00.svg',
    '/assets//index-AAAA.js',
    '/assets/./index-AAAA.js',
  ])('is not anything else on the disk: %s', async (target) => {
    const answer = await sendRaw((server.app.server.address() as AddressInfo).port, target);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /);
    expect(answer).not.toMatch(/nobody may read|features\/auth|long long/);
  });
});

/** The whole answer to a GET of exactly `target`, which client libraries would tidy up first. */
function sendRaw(port: number, target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection(port, '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
