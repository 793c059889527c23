import path from 'node:path';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { SHELL_SCREENS } from '../../shared/contracts/desktop.ts';
import type { ProxiedConnection } from './connect.ts';
import { findPageFile } from './find-page-file.ts';
import { isOwnPage } from './is-own-page.ts';
import { readPathname, serveAppScheme } from './serve-app-scheme.ts';

const SECRET = 'nobody may read this';

/** Ways up, out and around, each tried before several names. */
const WAYS = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2E.',
  '%252e%252e',
  '..%2f..',
  '..%5c..',
  '..\\..',
  '....',
  '..;',
  '.. ',
  '..%00',
  '%c0%ae%c0%ae',
  '%e0%80%ae%e0%80%ae',
  '%uff0e%uff0e',
  '\u2024\u2024',
  'assets/..',
  'assets/%2e%2e/..',
  'assets\\..\\..',
  'assets/./..',
  '_shell/..',
  '_shell/%2e%2e/..',
  '_shell/assets/../..',
  'C:',
  'file:',
  '\\\\server\\share',
  '~',
  '.vite',
];
const NAMES = [
  'secret.js',
  'secret%2ejs',
  'etc/passwd',
  'package.json',
  'secret.js%00.css',
  'main/index.js',
  '',
];
const HOSTILE = [
  ...WAYS.flatMap((way) => NAMES.map((name) => `/${way}/${name}`)),
  '//secret.js',
  '///etc/passwd',
  '/assets//app.js',
  '/assets/',
  '/assets',
  '/assets/app.js/',
  '/assets/app.js.map',
  '/assets/app.ts',
  '/assets/.hidden.js',
  '/assets/app.js.',
  '/assets/app.js%20',
  '/assets/app.js::$DATA',
  '/index.html',
  '/.vite/manifest.json',
  '/_shell',
  '/_shell/',
  '/_shell/nowhere',
  '/_shell/settings.html',
  '/nowhere',
  '/trpcx',
  '/filesystem',
  '/__proto__',
  '/constructor',
  `/${'a/'.repeat(2_000)}secret.js`,
];

describe('addresses of the app', () => {
  let root: string;
  let serve: (request: Request) => Promise<Response>;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'studio-pages-'));
    const write = (file: string, content: string): void => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), content);
    };
    write('secret.js', SECRET);
    write('renderer/secret.txt', SECRET);
    write('renderer/index.html', '<html lang="x"><style nonce="__CSP_NONCE__"></style>the app</html>');
    write('renderer/.vite/manifest.json', SECRET);
    write('renderer/assets/app.js', 'the script');
    write('renderer/assets/.hidden.js', SECRET);
    write('screens/settings.html', '<html><style nonce="__CSP_NONCE__"></style>settings</html>');
    write('screens/assets/settings.css', 'the style');
    const never = (): never => {
      throw new Error('nothing here is for the server');
    };
    serve = serveAppScheme({
      folders: { rendererDir: path.join(root, 'renderer'), screensDir: path.join(root, 'screens') },
      connection: { whenReady: never, send: never } as unknown as ProxiedConnection,
      describePage: () => ({ locale: 'en', chosenLocale: 'en', theme: 'dark', mode: 'local' }),
      log: { info: never, warn: never, error: never },
    });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** What reaches the handler is not tidied up in every Electron, so neither is it here. */
  const get = (pathname: string, method = 'GET'): Promise<Response> =>
    serve({ url: `app://studio${pathname}`, method, headers: new Headers() } as Request);

  it('are more than two hundred hostile ones here', () => {
    expect(new Set(HOSTILE).size).toBeGreaterThan(200);
  });

  it.each(HOSTILE)('is nothing: %j', async (pathname) => {
    const answer = await get(pathname);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
    const found = findPageFile(pathname, { rendererDir: '/r', screensDir: '/s' });
    // What only is not there is in its folder all the same.
    if (found !== null) expect(path.normalize(found.file)).toMatch(/^\/[rs]\/[\w-]/);
    expect(isOwnPage(`app://studio${pathname}`)).toBe(false);
  });

  it.each(Object.values(APP_PATHS))(
    'is the app, its gaps filled and under a policy: %s',
    async (pathname) => {
      const answer = await get(`${pathname}?a=b#c`);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1];
      expect(await answer.text()).toBe(
        `<html lang="en" data-theme="dark" data-locale="en" data-mode="local"><style nonce="${nonce}"></style>the app</html>`,
      );
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect((await get(pathname)).headers.get('content-security-policy')).not.toBe(policy);
    },
  );

  it('are files of the build, and the shell’s own screens', async () => {
    const script = await get('/assets/app.js?v=1');
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      'text/javascript; charset=utf-8',
      'the script',
    ]);
    expect(await (await get('/_shell/assets/settings.css')).text()).toBe('the style');
    expect(await (await get('/_shell/settings')).text()).toContain('settings');
    expect((await get('/_shell/crash')).status).toBe(404);
    expect(await (await get('/create', 'HEAD')).text()).toBe('');
    expect((await get('/create', 'POST')).status).toBe(405);
    for (const screen of SHELL_SCREENS) expect(isOwnPage(`app://studio/_shell/${screen}`)).toBe(true);
  });

  it.each([
    'app://other/create',
    'app://studio.evil/create',
    'app://studio@evil/create',
    'app://studio:80/create',
    'https://studio/create',
    'file:///create',
    'data:text/html,x',
    'about:blank',
    'app:studio/create',
    '',
  ])('belong to one host: %s', (url) => {
    expect(readPathname(url)).toBeNull();
    expect(isOwnPage(url)).toBe(false);
  });

  it.each(['/trpc/auth.me', '/files/exports/account.json', '/assets/app.js'])(
    'are no pages to go to when they are not: %s',
    (pathname) => expect(isOwnPage(`app://studio${pathname}`)).toBe(false),
  );
});
