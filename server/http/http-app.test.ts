import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const provider = createInstantProvider();

describe('every answer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ provider });
  });
  afterAll(() => server.close());

  it.each([
    '/',
    '/healthz',
    '/api/v1/credit/prices',
    '/api/v1/none',
    '/none',
    '/trpc/none',
    '/files/generations/x/0.png',
    '/%E0%A4%A',
  ])('carries the safe headers and an id of its own: %s', async (url) => {
    const { headers } = await server.app.inject({ url, headers: { 'x-request-id': 'chosen-by-stranger' } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': url.startsWith('/files') ? 'private, no-cache' : 'no-store',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http/);
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('waits for headers no longer than for a whole request: Node would exchange the two times', () => {
    const { headersTimeout, requestTimeout } = server.app.server;
    expect(headersTimeout).toBeGreaterThan(0);
    expect(requestTimeout).toBeGreaterThan(headersTimeout);
    expect(requestTimeout).toBeLessThanOrEqual(30_000);
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'studio@127.0.0.1',
    '10.0.0.1:3000',
  ])('under the foreign name "%s" is WRONG_HOST', async (host) => {
    for (const url of ['/healthz', '/api/v1/credit/prices', '/trpc/credits.prices', '/none']) {
      const response = await server.app.inject({ url, headers: { host } });
      expect(response.statusCode).toBe(421);
      expect(response.body).toContain('WRONG_HOST');
    }
  });

  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:3000', '127.1.2.3', '[::1]:8080'])(
    'is given under the loopback name %s',
    async (host) => {
      expect((await server.app.inject({ url: '/healthz', headers: { host } })).statusCode).toBe(200);
    },
  );

  it('is an envelope for addresses and methods that do not exist', async () => {
    const none = await server.app.inject('/none');
    expect(none.json()).toMatchObject({ code: 404, reason: 'NOT_FOUND', data: null, details: null });
    expect((await server.app.inject('/%E0%A4%A')).json()).toMatchObject({
      code: 400,
      reason: 'VALIDATION_FAILED',
    });
    for (const [method, url, allow] of [
      ['DELETE', '/api/v1/credit/orders/R1', 'GET, HEAD'],
      ['GET', '/api/v1/auth/login', 'POST'],
      ['PUT', '/healthz', 'GET, HEAD'],
      ['POST', '/files/exports/account.json', 'GET, HEAD'],
      ['OPTIONS', '/api/v1/generations', 'POST, GET, HEAD'],
    ] as const) {
      const response = await server.app.inject({ method, url, headers: (await owner()).headers });
      expect(response.json()).toMatchObject({ code: 405, reason: 'METHOD_NOT_ALLOWED' });
      expect(response.headers.allow).toBe(allow);
    }
  });

  let registered: Awaited<ReturnType<TestServer['register']>> | undefined;
  const owner = async () => (registered ??= await server.register());

  it('is 503 from /healthz when the database does not answer', async () => {
    expect((await server.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    vi.spyOn(server.services.db.reader, 'all').mockRejectedValue(new Error('gone'));
    expect((await server.app.inject('/healthz')).json()).toMatchObject({ code: 503, reason: 'UNAVAILABLE' });
  });

  it.each(['/', '/api/docs'])('is a page that needs nothing but its one style sheet: %s', async (url) => {
    for (const language of ['zh-CN', 'en']) {
      const { body, headers } = await server.app.inject({ url, headers: { 'accept-language': language } });
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain(`<html lang="${language}">`);
      const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
      expect(body).not.toMatch(/<script|<link|<img|style="|src=|@import|url\(/);
    }
  });

  it('to what is not HTTP is 400 without a word about the server', async () => {
    const listening = await startTestServer({ provider, listen: true });
    try {
      const { port } = listening.app.server.address() as AddressInfo;
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = createConnection(port, '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'));
        let text = '';
        socket.on('data', (chunk) => (text += chunk.toString()));
        socket.on('end', () => resolve(text));
        socket.on('error', reject);
      });
      expect(answer).toMatch(/^HTTP\/1.1 400/);
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        code: 400,
        data: null,
        reason: 'VALIDATION_FAILED',
      });
      expect(answer).not.toMatch(/fastify|node|stack/i);
    } finally {
      await listening.close();
    }
  });
});

describe('behind a proxy', () => {
  let server: TestServer;
  const lines: string[] = [];
  beforeAll(async () => {
    server = await startTestServer({
      provider,
      logger: createLogger({ logLevel: 'info' }, { write: (line) => void lines.push(line) }),
      environment: {
        PUBLIC_URL: 'https://studio.example:8443/app',
        TRUST_PROXY: '127.0.0.1, 10.0.0.0/8',
        ALLOW_SIMULATED_PAYMENTS: 'yes',
      },
    });
  });
  afterAll(() => server.close());

  it('answers under the name of PUBLIC_URL, whatever the port, and asks browsers to stay with https', async () => {
    for (const host of ['studio.example', 'Studio.Example:8443', 'studio.example:1']) {
      const response = await server.app.inject({ url: '/healthz', headers: { host } });
      expect(response.statusCode).toBe(200);
      expect(response.headers['strict-transport-security']).toBe('max-age=31536000');
    }
    const headers = { host: 'evil.example', 'x-forwarded-host': 'studio.example' };
    expect((await server.app.inject({ url: '/healthz', headers })).statusCode).toBe(421);
  });

  it('takes a well-formed request id from a trusted proxy only', async () => {
    const ask = async (id: string, remoteAddress: string) => {
      const request = { url: '/healthz', headers: { 'x-request-id': id }, remoteAddress };
      return (await server.app.inject(request)).headers['x-request-id'];
    };
    expect(await ask('edge-0123456789', '10.1.2.3')).toBe('edge-0123456789');
    expect(await ask('edge-0123456789', '203.0.113.5')).not.toBe('edge-0123456789');
    expect(await ask('short', '10.1.2.3')).not.toBe('short');
    expect(await ask('x'.repeat(65), '10.1.2.3')).toHaveLength(36);
  });

  it('writes one line per request, without query, headers or secrets', async () => {
    const user = await server.register();
    lines.length = 0;
    await server.rest('/auth/login', { body: { account: user.username, password: user.password } });
    await server.app.inject({ url: '/api/v1/credit/transactions?type=secretive', headers: user.headers });
    const text = lines.join('');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1]!)).toMatchObject({
      method: 'GET',
      path: '/api/v1/credit/transactions',
      status: 400,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      durationMs: expect.any(Number) as number,
    });
    for (const secret of [user.password, user.token, 'secretive', 'Bearer'])
      expect(text).not.toContain(secret);
  });
});
