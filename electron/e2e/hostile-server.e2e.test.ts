import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

const NOBODY = JSON.stringify({ result: { data: { json: null } } });
const TOKEN = 'a'.repeat(43);

describeDesktop('a hosted server that means no good', () => {
  let server: Server;
  let other: Server;
  let otherSaw = 0;
  let origin: string;
  let otherOrigin: string;
  let app: DesktopApp;
  let page: Page;
  /** What it does to everything but the first two questions. */
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const streams = new Set<ServerResponse>();

  const listen = async (listener: RequestListener): Promise<[Server, string]> => {
    const made = createServer(listener).listen(0, '127.0.0.1');
    await once(made, 'listening');
    return [made, `http://127.0.0.1:${(made.address() as AddressInfo).port}`];
  };
  beforeAll(async () => {
    answer = (_request, response) => response.writeHead(404).end();
    [server, origin] = await listen((request, response) => {
      if (request.url === '/healthz') response.end('{"status":"ok"}');
      else if (request.url === '/trpc/auth.session') response.end(NOBODY);
      else answer(request, response);
    });
    [other, otherOrigin] = await listen((_request, response) => {
      otherSaw += 1;
      response.end();
    });
    app = await launchStudio();
    page = await app.firstWindow();
    await page.waitForSelector('#server-url');
    await page.locator('#server-url').fill(origin);
    await page.locator('#server-url').press('Enter');
    await page.waitForSelector('input[type="password"]');
  });
  afterAll(async () => {
    await app.close();
    for (const one of [server, other]) {
      one.closeAllConnections();
      one.close();
    }
  });

  const run = <R>(code: string): Promise<R> => page.evaluate<R>(code);
  const fetchPage = (address: string): Promise<unknown> =>
    run(`fetch(${JSON.stringify(address)}).then(async (answer) =>
      [answer.status, Object.fromEntries(answer.headers), (await answer.text()).slice(0, 100)])`);

  test('cannot send the app, or what it knows, to another one', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      answer = (_request, response) => response.writeHead(status, { location: `${otherOrigin}/steal` }).end();
      expect(await fetchPage('/trpc/a')).toEqual([502, expect.anything(), '']);
      expect(await fetchPage('/files/a')).toEqual([502, expect.anything(), '']);
    }
    answer = (_request, response) =>
      response
        .writeHead(200, {
          refresh: `0; url=${otherOrigin}`,
          link: `<${otherOrigin}>; rel=preload; as=script`,
        })
        .end('x');
    const before = app.addressOf(page);
    await fetchPage('/files/a');
    expect([otherSaw, app.addressOf(page)]).toEqual([0, before]);
  });

  test('cannot bring a script, a style or a page into the app', async () => {
    answer = (request, response) => {
      const type = request.url?.endsWith('.css')
        ? 'text/css'
        : request.url?.endsWith('.html')
          ? 'text/html'
          : 'text/javascript';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': 'script-src *' });
      response.end(
        type === 'text/css' ? 'body { outline: 7px solid red }' : 'window.ran = true; /* <script> */',
      );
    };
    const loaded = await run<string[]>(`Promise.all([
      ['script', { src: '/files/evil.js' }], ['script', { src: '/trpc/evil.js', type: 'module' }],
      ['link', { href: '/files/evil.css', rel: 'stylesheet' }],
    ].map(([name, attributes]) => new Promise((resolve) => {
      const element = Object.assign(document.createElement(name), attributes);
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      document.head.append(element);
    })))`);
    expect(loaded).toEqual(['refused', 'refused', 'refused']);
    expect(await run('window.ran')).toBeUndefined();
    expect(await run('getComputedStyle(document.body).outlineWidth')).not.toBe('7px');
    expect(await fetchPage('/files/evil.html')).toEqual([
      200,
      expect.objectContaining({ 'content-type': 'application/octet-stream' }),
      expect.stringContaining('window.ran'),
    ]);
  });

  test('cannot put cookies into the page, nor a sign-in that is none', async () => {
    const cookies = [
      'plain=1; Path=/',
      'studio_session=%0d%0aX-Evil:%201; Path=/',
      `__Host-studio_session=${'x'.repeat(5_000)}; Path=/; Secure`,
      'other=studio_session=y',
    ];
    answer = (_request, response) => response.writeHead(200, { 'set-cookie': cookies }).end('{}');
    expect(await fetchPage('/trpc/a')).toEqual([
      200,
      expect.not.objectContaining({ 'set-cookie': expect.anything() as unknown }),
      '{}',
    ]);
    expect(await run('document.cookie')).not.toMatch(/plain|studio_session|other/);
    expect(await readdir(app.userData)).not.toContain('sessions.bin');
    // The next question still reaches it.
    expect(await fetchPage('/trpc/b')).toEqual([200, expect.anything(), '{}']);
  });

  test('cannot fill the memory or stop the app, whatever it pours out', async () => {
    let floods = 0;
    answer = (request, response) => {
      if (request.url?.startsWith('/trpc/live.events')) {
        floods += 1;
        streams.add(response);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const chunk = 'data: never an end '.repeat(5_000);
        const pour = (): void => {
          while (!response.destroyed && response.write(chunk));
          response.once('drain', pour);
        };
        pour();
      } else if (request.url?.startsWith('/trpc/statistics')) {
        const chunk = Buffer.alloc(100_000, ' ');
        const pour = (): void => {
          while (!response.destroyed && response.write(chunk));
          response.once('drain', pour);
        };
        pour();
      } else response.writeHead(200, { 'set-cookie': `studio_session=${TOKEN}; Path=/` }).end('{}');
    };
    const before = await app.evaluate(() => process.memoryUsage().rss);
    await fetchPage('/trpc/a');
    // It is given up and tried again later.
    await expect.poll(() => floods, { timeout: 20_000 }).toBeGreaterThan(1);
    await expect
      .poll(() => [...streams].filter((stream) => !stream.destroyed).length, { timeout: 20_000 })
      .toBeLessThan(2);
    const after = await app.evaluate(() => process.memoryUsage().rss);
    expect(after - before).toBeLessThan(300_000_000);
    const { connection } = await run<DesktopState>(`window.studio.state.get()`);
    expect(connection.status).toBe('ready');
    const log = await readFile(path.join(app.userData, 'logs', 'main.log'), 'utf8');
    expect(log).not.toContain(TOKEN);
  });
});
