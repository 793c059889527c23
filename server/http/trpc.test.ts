import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

describe('tRPC over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ provider: createInstantProvider() });
  });
  afterAll(() => server.close());

  const post = (path: string, payload: string | object, headers: Record<string, string> = {}) =>
    server.app.inject({ method: 'POST', url: `/trpc/${path}`, payload, headers });

  it.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/octet-stream',
    'application/jsonp',
    '',
  ])('accepts no body of type "%s"', async (type) => {
    for (const path of ['auth.signOut', 'auth.signIn', 'none']) {
      const response = await post(path, '{"json":null}', { 'content-type': type });
      expect(response.statusCode).toBe(415);
      expect(response.json()).toMatchObject({
        error: { json: { code: -32_015, data: { reason: 'UNSUPPORTED_MEDIA_TYPE', httpStatus: 415 } } },
      });
    }
  });

  it('knows its media type in any case, and no methods but two', async () => {
    const shouted = await post('auth.signOut', '{}', { 'content-type': 'Application/JSON; Charset=UTF-8' });
    expect(shouted.statusCode).toBe(200);
    for (const method of ['HEAD', 'PUT', 'OPTIONS'] as const) {
      const { statusCode, headers } = await server.app.inject({ method, url: '/trpc/credits.prices' });
      expect([statusCode, headers.allow]).toEqual([405, 'GET, POST']);
    }
  });

  it('refuses a foreign page in its language, with the id of the request', async () => {
    const { token } = await server.register();
    const response = await post('auth.signOut', '{}', {
      'content-type': 'application/json',
      'accept-language': 'en',
      cookie: `studio_session=${token}`,
      origin: 'https://evil.example',
    });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({
      error: {
        json: {
          message: 'This is not allowed.',
          data: { reason: 'FORBIDDEN', requestId: response.headers['x-request-id'] },
        },
      },
    });
  });

  it('refuses batches of more than ten calls, bodies of more than a mebibyte, and broken JSON', async () => {
    const batch = (count: number) =>
      server.app.inject(`/trpc/${Array(count).fill('credits.prices').join(',')}?batch=1&input=%7B%7D`);
    expect((await batch(10)).statusCode).toBe(200);
    expect((await batch(11)).json()).toMatchObject({
      error: { json: { data: { reason: 'VALIDATION_FAILED' } } },
    });
    expect((await server.app.inject('/trpc/%25zz')).statusCode).toBe(404);
    expect((await batch(11)).headers['content-type']).toMatch(/^application\/json/);
    const large = await post('auth.signIn', { json: 'x'.repeat(1_048_576) });
    expect(large.json()).toMatchObject({ error: { json: { data: { reason: 'PAYLOAD_TOO_LARGE' } } } });
    const broken = await post('auth.signIn', '{"json":', { 'content-type': 'application/json' });
    expect(broken.statusCode).toBe(400);
  });

  it('names the failing fields and hides what went wrong inside', async () => {
    const invalid = await post('auth.register', { json: { username: 'a', password: 'short', more: 1 } });
    expect(invalid.json()).toMatchObject({
      error: {
        json: {
          data: {
            reason: 'VALIDATION_FAILED',
            details: { fields: [{ path: 'username' }, { path: 'password' }, { path: 'more' }] },
          },
        },
      },
    });
    vi.spyOn(server.services.db, 'model').mockImplementation(() => {
      throw new Error('SELECT secret FROM credit_prices');
    });
    const failed = await server.app.inject('/trpc/credits.prices');
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toMatch(/secret|SELECT|stack|\.ts|credits\.prices/);
  });

  it('gives a browser its session as a cookie and never in an answer', async () => {
    const response = await post('auth.register', {
      json: { username: 'browser', password: 'a good password' },
    });
    expect(response.statusCode).toBe(200);
    const setCookie = String(response.headers['set-cookie']);
    expect(setCookie).toMatch(/^studio_session=[^;]{40,}; .*HttpOnly/);
    expect(setCookie).toContain('SameSite=Lax');
    const cookie = setCookie.split(';')[0]!;
    expect(response.body).not.toContain(cookie.split('=')[1]);
    const me = await server.app.inject({ url: '/trpc/auth.me', headers: { cookie } });
    expect(me.json()).toMatchObject({ result: { data: { json: { username: 'browser' } } } });

    const foreign = await post('auth.signOut', { json: null }, { cookie, 'sec-fetch-site': 'cross-site' });
    expect(foreign.json()).toMatchObject({ error: { json: { data: { reason: 'FORBIDDEN' } } } });
    const own = await post('auth.signOut', { json: null }, { cookie, 'sec-fetch-site': 'same-origin' });
    expect(own.statusCode).toBe(200);
    expect((await server.app.inject({ url: '/trpc/auth.me', headers: { cookie } })).statusCode).toBe(401);
  });

  it('takes GET and POST only', async () => {
    const response = await server.app.inject({ method: 'DELETE', url: '/trpc/auth.me' });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe('GET, POST');
  });
});
