import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { PROJECT_ROOT } from '../../platform/config.ts';
import { createInstantProvider } from '../../testing/instant-provider.ts';
import { makeWebBuild, type FakeWebBuild } from '../../testing/make-web-build.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { listPageModules } from './list-page-modules.ts';

const provider = createInstantProvider();
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function serve(build: FakeWebBuild): Promise<TestServer> {
  return startTestServer({
    provider,
    startJobs: false,
    startWorker: false,
    environment: { WEB_DIR: build.dir },
  });
}

describe('a page of the app', () => {
  let build: FakeWebBuild;
  let server: TestServer;
  beforeAll(async () => {
    build = await makeWebBuild();
    server = await serve(build);
  });
  afterAll(async () => {
    await server.close();
    await build.destroy();
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    server.app.inject({ url, headers: { ...HTML, ...headers } });
  const nonceOf = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1] ?? '';

  it.each(Object.values(APP_PATHS))('is the shell, with or without a slash at the end: %s', async (path) => {
    for (const url of new Set([path, `${path.replace(/\/$/, '')}/`, `${path}?next=%2Fcreate`])) {
      const { statusCode, headers, body } = await get(url);
      expect({ url, statusCode }).toEqual({ url, statusCode: 200 });
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain('<div id="root">');
    }
  });

  it('allows itself what it needs and nothing else', async () => {
    const { headers } = await get('/login');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'nonce-${nonceOf(headers['content-security-policy'])}'; ` +
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      vary: 'Accept-Encoding, Accept-Language, Cookie',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'permissions-policy':
        'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), ' +
        'magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()',
    });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('bears a nonce of 128 bits, the same in header and body, and another one in every answer', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const { headers, body } = await get('/create');
      const nonce = nonceOf(headers['content-security-policy']);
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect([...body.matchAll(/nonce="([^"]*)"/g)].map(([, found]) => found)).toEqual([nonce, nonce, nonce]);
      expect(body).not.toContain('__CSP_NONCE__');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(20);
  });

  it.each([
    [{}, 'zh-CN', ''],
    [{ 'accept-language': 'en-GB,zh;q=0.5' }, 'en', ''],
    [{ 'accept-language': 'en', cookie: 'studio_locale=zh-CN; studio_theme=dark' }, 'zh-CN', 'dark'],
    [{ cookie: 'studio_theme=light; studio_locale=en' }, 'en', 'light'],
    [{ cookie: 'studio_theme=; studio_locale=' }, 'zh-CN', ''],
  ])(
    'is in the language and theme that was chosen, else as the system is: %j',
    async (headers, locale, theme) => {
      const answer = await get('/login', headers);
      expect(answer.body).toContain(`<html lang="${locale}" data-theme="${theme}">`);
      expect(answer.headers['content-language']).toBe(locale);
    },
  );

  it.each([
    '"><script>alert(1)</script>',
    encodeURIComponent('"><script>alert(1)</script>'),
    '$&$`',
    'DARK',
    'dark ',
    'constructor',
    '__proto__',
    '%E0%A4%A',
    'x'.repeat(5_000),
  ])('takes no other word from a cookie: %s', async (value) => {
    const { statusCode, headers, body } = await get('/login', {
      cookie: `studio_theme=${value}; studio_locale=${value}`,
    });
    expect(statusCode).toBe(200);
    const theme = value === 'dark ' ? 'dark' : '';
    expect(body).toContain(`<html lang="zh-CN" data-theme="${theme}">`);
    expect(body).not.toMatch(/alert|constructor|xxx/);
    expect(headers['content-language']).toBe('zh-CN');
  });

  it('fetches the chunks of the page that will be shown, and none that are on their way already', async () => {
    const linksOf = async (url: string, headers = {}) =>
      [...(await get(url, headers)).body.matchAll(/<link [^>]*>/g)].map(([link]) => link);
    const form = [
      '<link rel="stylesheet" crossorigin href="/assets/form-CCCC.css">',
      '<link rel="modulepreload" crossorigin fetchpriority="low" href="/assets/form-CCCC.js">',
    ];
    const login = [
      form[0],
      '<link rel="modulepreload" crossorigin fetchpriority="low" href="/assets/login-page-DDDD.js">',
      form[1],
    ];
    const layout =
      '<link rel="modulepreload" crossorigin fetchpriority="low" href="/assets/app-layout-FFFF.js">';
    const create = [
      form[0],
      layout,
      '<link rel="modulepreload" crossorigin fetchpriority="low" href="/assets/create-page-EEEE.js">',
      form[1],
    ];
    const signedIn = { cookie: 'studio_session=anything' };
    expect(await linksOf('/login')).toEqual(login);
    expect(await linksOf('/')).toEqual(login);
    expect(await linksOf('/create')).toEqual(login);
    expect(await linksOf('/', signedIn)).toEqual(create);
    expect(await linksOf('/create', signedIn)).toEqual(create);
    // Pages that this build does not know.
    expect(await linksOf('/orders', signedIn)).toEqual([layout]);
    expect(await linksOf('/terms')).toEqual([]);
    expect(await linksOf('/nowhere')).toEqual([]);
  });

  it.each([
    ['/login', {}, '<body data-view="login">'],
    ['/register', { cookie: 'studio_session=anything' }, '<body data-view="login">'],
    ['/', {}, '<body data-view="login">'],
    ['/orders', {}, '<body data-view="login">'],
    ['/', { cookie: 'studio_session=anything' }, '<body data-view="create">'],
    ['/create', { cookie: 'studio_session=anything' }, '<body data-view="create">'],
    ['/orders', { cookie: 'studio_session=anything' }, '<body data-view="app">'],
    ['/terms', {}, '<body>'],
    ['/nowhere', { cookie: 'studio_session=anything' }, '<body>'],
  ])('names what will be seen first: %s %j', async (url, headers, body) => {
    expect((await get(url, headers)).body).toContain(body);
  });

  it('is looked for where its source is', () => {
    const modules = Object.values(APP_PATHS).flatMap((path) => listPageModules(path, true));
    const renderer = join(PROJECT_ROOT, 'renderer');
    expect(modules.filter((module) => !existsSync(join(renderer, module)))).toEqual([]);
  });

  it('travels compressed in a way the browser understands', async () => {
    const plain = await get('/login');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    const withoutNonce = (text: string) => text.replaceAll(/nonce="[^"]*"/g, '');
    for (const [accepted, encoding, unpack] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip;q=1.0, BR;q=0', 'gzip', gunzipSync],
    ] as const) {
      const answer = await get('/login', { 'accept-encoding': accepted });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
      expect(withoutNonce(unpack(answer.rawPayload).toString())).toBe(withoutNonce(plain.body));
    }
    for (const accepted of ['identity', 'deflate, *;q=0', 'gzip;q=0', 'brotli']) {
      const answer = await get('/login', { 'accept-encoding': accepted });
      expect(answer.headers).not.toHaveProperty('content-encoding');
    }
  });

  it('answers HEAD like GET without a body, and no other method', async () => {
    for (const [url, status] of [
      ['/', 200],
      ['/credit/recharge', 200],
      ['/nowhere', 404],
    ] as const) {
      const head = await server.app.inject({ method: 'HEAD', url, headers: HTML });
      expect(head.statusCode).toBe(status);
      expect(head.body).toBe('');
      expect(head.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(head.headers['content-length']).toBe((await get(url)).headers['content-length']);
    }
    const post = await server.app.inject({ method: 'POST', url: '/login', headers: HTML });
    expect(post.statusCode).toBe(405);
    expect(post.headers.allow).toBe('GET, HEAD');
    expect(post.json()).toMatchObject({ reason: 'METHOD_NOT_ALLOWED' });
    const stray = await server.app.inject({ method: 'POST', url: '/nowhere', headers: HTML });
    expect(stray.statusCode).toBe(404);
    expect(stray.json()).toMatchObject({ reason: 'NOT_FOUND' });
  });

  it.each([
    '/nowhere',
    '/create/more',
    '/index.html',
    '/secret.js',
    '/apiary',
    '//',
    '/api.html',
    '/.vite/manifest.json',
  ])('with the status 404 is what a browser gets that navigates to nothing: %s', async (url) => {
    const { statusCode, headers, body } = await get(url);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/'nonce-/);
    expect(body).toContain('<div id="root">');
  });

  it.each<[url: string, accept: string]>([
    ['/nowhere', 'application/json'],
    ['/nowhere', '*/*'],
    ['/nowhere', ''],
    ['/favicon.ico', 'image/avif,image/*,*/*;q=0.8'],
    ['/assets/index-GONE.js', '*/*'],
    ['/assets/index-GONE.js', HTML.accept],
    ['/assets', HTML.accept],
    ['/assets/', HTML.accept],
    ['/api', HTML.accept],
    ['/api?x', HTML.accept],
    ['/api/v1/none', HTML.accept],
    ['/trpc', HTML.accept],
    ['/trpc/a/b', HTML.accept],
    ['/files', HTML.accept],
    ['/files/none', HTML.accept],
    ['/healthz/x', HTML.accept],
  ])('is not what %s is answered with for "%s"', async (url, accept) => {
    const { statusCode, headers, json } = await server.app.inject({ url, headers: { accept } });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['cache-control']).toMatch(/no-store|no-cache/);
    if (url.startsWith('/assets')) expect(headers['cache-control']).toBe('no-store');
    expect([401, 404]).toContain(statusCode);
    expect(json()).toMatchObject(url.startsWith('/trpc/') ? {} : { code: statusCode, data: null });
  });

  it('is not given to a foreign host', async () => {
    expect((await get('/login', { host: 'evil.example' })).statusCode).toBe(421);
  });
});

describe('a page of a build without a usable manifest', () => {
  it.each([null, 'not json', '[]', '{"index.html":{"file":7}}'])(
    'is served without links: %j',
    async (manifest) => {
      const build = await makeWebBuild({ '.vite/manifest.json': manifest });
      const server = await serve(build);
      try {
        const { statusCode, body } = await server.app.inject({ url: '/login', headers: HTML });
        expect(statusCode).toBe(200);
        expect(body).not.toContain('<link');
      } finally {
        await server.close();
        await build.destroy();
      }
    },
  );
});

describe('without a build', () => {
  it('"/" says in both languages how to make one, and everything else works', async () => {
    const server = await startTestServer({ provider, startJobs: false, startWorker: false });
    try {
      for (const [language, words] of [
        ['zh-CN', '还没有构建'],
        ['en', 'has not been built'],
      ] as const) {
        const { statusCode, body } = await server.app.inject({
          url: '/',
          headers: { ...HTML, 'accept-language': language },
        });
        expect(statusCode).toBe(200);
        expect(body).toContain(words);
        expect(body).toContain('npm start');
      }
      const page = await server.app.inject({ url: '/login', headers: HTML });
      expect(page.statusCode).toBe(404);
      expect(page.json()).toMatchObject({ reason: 'NOT_FOUND' });
      expect((await server.app.inject('/healthz')).statusCode).toBe(200);
      expect((await server.rest('/credit/prices')).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
