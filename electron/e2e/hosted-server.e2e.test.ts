import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ConnectionResult, DesktopState } from '../../shared/contracts/desktop.ts';
import { openStudioServer, type StudioServer } from '../../tools/browser/open-studio-server.ts';
import { registerAccount, type StudioAccount } from '../../tools/browser/studio-account.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

const SESSION = `fetch('/trpc/auth.session').then((answer) => answer.text())`;

describeDesktop('a hosted server', () => {
  let server: StudioServer;
  let account: StudioAccount;
  let userData: string;
  let app: DesktopApp;
  beforeAll(async () => {
    server = await openStudioServer();
    account = await registerAccount(server.url);
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-hosted-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  });
  afterEach(() => app.close());

  const choose = (page: Page, serverUrl: string): Promise<ConnectionResult> =>
    page.evaluate(`window.studio.connection.choose(${JSON.stringify({ mode: 'hosted', serverUrl })})`);
  const signIn = async (page: Page): Promise<void> => {
    await page.locator('input[autocomplete="username"]').fill(account.username);
    await page.locator('input[type="password"]').fill(account.password);
    await page.locator('button[type="submit"]').click();
    await page.waitForSelector('[data-testid="balance"]');
  };
  /** Everything the app has kept on disk, as one text. */
  const readKept = async (folder: string): Promise<string> => {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile() && !entry.parentPath.includes('stand-in-chromium'));
    const texts = files.map((file) => readFile(path.join(file.parentPath, file.name), 'latin1'));
    return (await Promise.all(texts)).join('\n');
  };
  const readState = (page: Page): Promise<DesktopState> => page.evaluate(`window.studio.state.get()`);

  test('is refused when it is none, and signed in to when it is; the sign-in lasts, encrypted', async () => {
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await expect.poll(() => page.evaluate(`'studio' in window`)).toBe(true);
    expect(await choose(page, 'http://studio.example')).toEqual({ ok: false, reason: 'NOT_HTTPS' });
    expect(await choose(page, 'http://127.0.0.1:9')).toEqual({ ok: false, reason: 'UNREACHABLE' });
    expect(await choose(page, 'file:///etc/passwd')).toEqual({ ok: false, reason: 'INVALID_URL' });
    await choose(page, server.url).catch(() => undefined);
    await signIn(page);
    const session = await page.evaluate<string>(SESSION);
    expect(session).toContain(account.username);
    expect(await page.evaluate('document.cookie')).not.toContain('session');
    await app.close();
    expect(await readKept(userData)).not.toMatch(/[\w-]{43}(?![\w+/=-])/);

    app = await launchStudio({ userData });
    const again = await app.firstWindow();
    await again.waitForSelector('[data-testid="balance"]');
    expect(await again.evaluate(SESSION)).toBe(session);
    expect(await readState(again)).toMatchObject({
      mode: 'hosted',
      serverUrl: server.url,
      tokenStorage: 'safe',
    });
  });

  test('that does not answer at the start is waited for on a page of the shell’s', async () => {
    await server.stop();
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/_shell/offline');
    await server.start();
    await page.evaluate(`window.studio.connection.retry()`).catch(() => undefined);
    await page.waitForSelector('[data-testid="balance"]');
  });

  test('without a keychain the sign-in ends with the app, and the app says so', async () => {
    app = await launchStudio({ userData, keychain: 'none' });
    const page = await app.firstWindow();
    await page.waitForSelector('input[type="password"]');
    expect((await readState(page)).tokenStorage).toBe('memory');
    await signIn(page);
    await app.close();
    app = await launchStudio({ userData, keychain: 'none' });
    await (await app.firstWindow()).waitForSelector('input[type="password"]');
    expect(await readdir(userData)).not.toContain('sessions.bin');
  });

  test('signing out forgets the token, here and there', async () => {
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await page.waitForSelector('input[type="password"]');
    await signIn(page);
    expect(await readdir(userData)).toContain('sessions.bin');
    const headers = { 'content-type': 'application/json' };
    await page.evaluate(
      `fetch('/trpc/auth.signOut', { method: 'POST', headers: ${JSON.stringify(headers)}, body: '{}' })`,
    );
    await expect.poll(() => readdir(userData)).not.toContain('sessions.bin');
    expect(await page.evaluate(SESSION)).not.toContain(account.username);
  });
});
