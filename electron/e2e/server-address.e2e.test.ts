import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAccessibility } from '../../renderer/testing/check-accessibility.ts';
import { openStudioServer, type StudioServer } from '../../tools/browser/open-studio-server.ts';
import { registerAccount } from '../../tools/browser/studio-account.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

const PATIENCE = { timeout: 20_000 };

describeDesktop('the address of a server, as it is typed at the first start', () => {
  const servers: Server[] = [];
  /** What servers that are none of ours were sent, by header. */
  const seen: NodeJS.Dict<string | string[]>[] = [];
  let studio: StudioServer;
  let app: DesktopApp;
  let page: Page;
  beforeAll(async () => {
    studio = await openStudioServer();
    app = await launchStudio();
    page = await app.firstWindow();
    await page.waitForSelector('#server-url');
  });
  afterAll(async () => {
    await app.close();
    await studio.close();
    for (const server of servers) server.close();
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer((request, response) => {
      seen.push(request.headers);
      listener(request, response);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const enter = async (address: string): Promise<void> => {
    await page.locator('#server-url').fill(address);
    await page.locator('#server-url').press('Enter');
  };
  const readNotice = (): Promise<string> => page.getByRole('alert').innerText();

  test.each([
    [
      'zh-CN',
      '网址必须以 https:// 开头',
      '不像一个网址',
      '连不上这个网址',
      '不是创作者工作室',
      '会转到另一个网址',
    ],
    [
      'en',
      'has to begin with https://',
      'does not look like an address',
      'Nothing answers',
      'no Creator Studio',
      'leads on to another',
    ],
  ])(
    'is refused for a reason in words: %s',
    async (locale, plainHttp, nonsense, nothing, other, elsewhere) => {
      await page.evaluate(`window.studio.settings.set({ locale: ${JSON.stringify(locale)} })`);
      await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe(locale);
      const wellButOther = await serve((_request, response) => response.end('{"status":"ok"}'));
      const webPage = await serve((_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
      );
      const leading = await serve((_request, response) =>
        response.writeHead(302, { location: studio.url + '/healthz' }).end(),
      );
      for (const [address, words] of [
        ['http://studio.example', plainHttp],
        ['not an address', nonsense],
        ['', nonsense],
        ['javascript:alert(1)', nonsense],
        [`${studio.url}/create`, nonsense],
        ['http://127.0.0.1:9', nothing],
        [wellButOther, other],
        [webPage, other],
        [leading, elsewhere],
      ] as const) {
        await enter(address);
        await expect
          .poll(async () => [address, await readNotice()])
          .toEqual([address, expect.stringContaining(words)]);
        expect(app.addressOf(page)).toBe('app://studio/_shell/first-run');
        expect(await page.locator('#server-url').inputValue()).toBe(address);
      }
      await checkAccessibility(page);
      expect(JSON.stringify(seen)).not.toMatch(/authorization|cookie|x-studio-secret/);
      const settings = await readFile(path.join(app.userData, 'settings.json'), 'utf8');
      expect(JSON.parse(settings)).toMatchObject({ mode: null, serverUrl: null });
    },
  );

  test('leads to its sign-in once it is right; while it is away the page says so, and goes on by itself', async () => {
    await enter(`  ${studio.url}/ `);
    await page.waitForSelector('input[type="password"]');
    const account = await registerAccount(studio.url);
    await page.locator('input[autocomplete="username"]').fill(account.username);
    await page.locator('input[type="password"]').fill(account.password);
    await page.locator('button[type="submit"]').click();
    await page.waitForSelector('[data-testid="balance"]');
    const readBanner = (): Promise<string[]> => page.locator('.banner').allInnerTexts();
    expect(await readBanner()).toEqual([]);
    const address = app.addressOf(page);

    await studio.stop();
    await expect.poll(readBanner, PATIENCE).toEqual(['Reconnecting to the server…']);
    await studio.start();
    await expect.poll(readBanner, PATIENCE).not.toContain('Reconnecting to the server…');
    expect([app.addressOf(page), await page.getByTestId('balance').isVisible()]).toEqual([address, true]);
  });

  test('can be left for this computer and taken again in the settings; each keeps who is signed in there', async () => {
    const readName = (): Promise<string> =>
      page.evaluate(`fetch('/trpc/auth.session').then(async (answer) =>
        (await answer.json()).result.data.json.username)`);
    const hosted = await readName();
    const opening = app.nextWindow();
    await app.pressAccelerator('CmdOrCtrl+,');
    const settings = await opening;
    await expect.poll(() => app.addressOf(settings)).toBe('app://studio/_shell/settings');
    await settings.getByRole('button', { name: 'Use on this computer' }).click();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.mode')).toBe('local');
    await page.waitForSelector('[data-testid="balance"]');
    expect(await readName()).toBe('creator');
    await expect.poll(async () => (await app.trays())[0]?.tooltip).toMatch(/ practice credits$/);

    // The address is still there to be taken.
    expect(await settings.locator('#server-url').inputValue()).toBe(studio.url);
    await settings.locator('#use-hosted').click();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.mode')).toBe('hosted');
    await page.waitForSelector('[data-testid="balance"]');
    expect(await readName()).toBe(hosted);
    await expect.poll(async () => (await app.trays())[0]?.tooltip).toMatch(/\d credits$/);
  });
});
