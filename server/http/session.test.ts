import cookiePlugin from '@fastify/cookie';
import fastify from 'fastify';
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '../platform/app-deps.ts';
import { readConfig } from '../platform/config.ts';
import { toAppError } from '../platform/to-app-error.ts';
import { addAccount, createAccountWorld, type AccountWorld } from '../testing/account-world.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createSessionCookie, findActor } from './session.ts';

type Headers = Record<string, string>;

forEachDialect('the session of a request', (database) => {
  let world: AccountWorld;
  let wang: { token: string; actor: Actor };
  let li: { token: string; actor: Actor };

  beforeAll(async () => {
    world = createAccountWorld(database());
    const [one, other] = [await addAccount(world), await addAccount(world)];
    wang = { token: one.registered.token, actor: one.actor };
    li = { token: other.registered.token, actor: other.actor };
  });

  /** Who a request to a server at `publicUrl` is taken for: a user's id, null, or why it was refused. */
  const askWho = async (
    method: 'GET' | 'HEAD' | 'POST' | 'DELETE',
    headers: Headers,
    { publicUrl, bearerOnly = false }: { publicUrl?: string; bearerOnly?: boolean } = {},
  ) => {
    const app = fastify({ trustProxy: true });
    await app.register(cookiePlugin);
    const config = { ...world.config, publicUrl: publicUrl === undefined ? null : new URL(publicUrl) };
    let found: string | null = null;
    app.route({
      method,
      url: '/',
      handler: async (request) => {
        try {
          const actor = await findActor({ ...world, config }, request, { bearerOnly });
          found = actor?.userId ?? null;
        } catch (error) {
          found = toAppError(error).reason;
        }
        return '';
      },
    });
    await app.inject({ method, url: '/', headers: { host: '127.0.0.1:3000', ...headers } });
    await app.close();
    return found;
  };

  it('is that of the Bearer token, whatever the letters of its scheme', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect(await askWho('POST', { authorization: `${scheme} ${wang.token}` })).toBe(wang.actor.userId);
  });

  it('is never that of a cookie when there is an Authorization header', async () => {
    const cookie = `studio_session=${li.token}`;
    const ours = { cookie, 'sec-fetch-site': 'same-origin' };
    expect(await askWho('POST', { ...ours, authorization: `Bearer ${wang.token}` })).toBe(wang.actor.userId);
    const wrong = ['', 'Bearer', 'Bearer ', 'Basic bGk6bGk=', wang.token, `Bearer ${wang.token.slice(1)}x`];
    wrong.push(`Bearer ${wang.token} ${wang.token}`, `Bearer ${wang.token}, Bearer ${li.token}`);
    for (const authorization of wrong) expect(await askWho('POST', { ...ours, authorization })).toBeNull();
    // Not from our own page either, and it does not matter: the cookie is not looked at.
    expect(await askWho('POST', { cookie, authorization: `Bearer ${wang.token}` })).toBe(wang.actor.userId);
  });

  it('is that of the cookie, unless only Bearer tokens count', async () => {
    const headers = { cookie: `theme=dark; studio_session=${wang.token}` };
    expect(await askWho('GET', headers)).toBe(wang.actor.userId);
    expect(await askWho('HEAD', headers)).toBe(wang.actor.userId);
    expect(await askWho('GET', headers, { bearerOnly: true })).toBeNull();
    expect(await askWho('POST', headers, { bearerOnly: true })).toBeNull();
    expect(await askWho('GET', {})).toBeNull();
    expect(await askWho('GET', { cookie: 'studio_session=%00' })).toBeNull();
  });

  it('by cookie changes something only from our own pages', async () => {
    const cookie = `studio_session=${wang.token}`;
    const own: Headers[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://127.0.0.1:3000' }];
    for (const headers of own) {
      expect(await askWho('POST', { cookie, ...headers })).toBe(wang.actor.userId);
      expect(await askWho('DELETE', { cookie, ...headers })).toBe(wang.actor.userId);
    }
    const foreign: Headers[] = [
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:3001' },
      { origin: 'https://127.0.0.1:3000' },
      { origin: 'http://127.0.0.1:3000.evil.example' },
      { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
    ];
    for (const headers of foreign) expect(await askWho('POST', { cookie, ...headers })).toBe('FORBIDDEN');
  });

  it('behind https is in a cookie that only this host can have set', async () => {
    const publicUrl = 'https://studio.example';
    const cookie = `__Host-studio_session=${wang.token}`;
    expect(await askWho('GET', { cookie }, { publicUrl })).toBe(wang.actor.userId);
    expect(await askWho('GET', { cookie: `studio_session=${wang.token}` }, { publicUrl })).toBeNull();
    expect(await askWho('POST', { cookie, origin: publicUrl }, { publicUrl })).toBe(wang.actor.userId);
    expect(await askWho('POST', { cookie, origin: 'https://other.example' }, { publicUrl })).toBe(
      'FORBIDDEN',
    );
  });
});

it.each([
  [{}, 'studio_session', false],
  [{ PUBLIC_URL: 'http://10.0.0.2:3000' }, 'studio_session', false],
  [{ PUBLIC_URL: 'https://studio.example' }, '__Host-studio_session', true],
] as const)('the cookie of %j is named %s; secure: %s', async (environment, name, secure) => {
  const config = readConfig({ ...environment, ALLOW_SIMULATED_PAYMENTS: 'yes' });
  const app = fastify();
  await app.register(cookiePlugin);
  app.get('/set', (request, reply) => {
    createSessionCookie(config, request, reply).set('the-token', new Date());
    return '';
  });
  app.get('/clear', (request, reply) => {
    createSessionCookie(config, request, reply).clear();
    return '';
  });
  const [set] = (await app.inject('/set')).cookies;
  expect(set).toEqual({
    name,
    value: 'the-token',
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 400 * 86_400,
    ...(secure ? { secure } : {}),
  });
  const [cleared] = (await app.inject('/clear')).cookies;
  expect(cleared).toMatchObject({ name, value: '', path: '/', expires: new Date(0) });
  const shown = await app.inject({ url: '/clear', headers: { authorization: 'Bearer x' } });
  expect(shown.cookies).toEqual([]);
  await app.close();
});
