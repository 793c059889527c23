import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

const ME = `fetch('/trpc/auth.session').then(async (answer) => [answer.status, await answer.text()])`;

/** The connection's state, as the page is told. */
async function readStatus(page: Page): Promise<string> {
  const state = await page.evaluate<DesktopState>(`window.studio.state.get()`);
  return state.connection.status;
}

describeDesktop('the server on this computer', () => {
  let userData: string;
  let app: DesktopApp;
  beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-local-'));
  });
  afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(() => app.close());

  const readLog = (): Promise<string> => readFile(path.join(userData, 'logs', 'main.log'), 'utf8');
  const readServerPid = async (): Promise<number> => {
    const pid = [...(await readLog()).matchAll(/the server runs as process (\d+)/g)].at(-1)?.[1];
    return Number(pid);
  };
  const openLocal = async (): Promise<Page> => {
    const page = await app.firstWindow();
    const { mode } = await page.evaluate<DesktopState>(`window.studio.state.get()`);
    if (mode === null) await chooseThisComputer(page);
    else await page.waitForSelector('[data-testid="balance"]');
    return page;
  };

  test('is started again when it is killed, and what the page asks meanwhile is answered', async () => {
    app = await launchStudio({ userData });
    const page = await openLocal();
    const before = await page.evaluate(ME);
    for (let round = 0; round < 2; round += 1) {
      const pid = await readServerPid();
      process.kill(pid, 'SIGKILL');
      await expect.poll(readServerPid).not.toBe(pid);
      expect(await page.evaluate(ME)).toEqual(before);
    }
    expect(await readStatus(page)).toBe('ready');
  });

  test('still knows who is signed in after a restart of the app; theme and language are the app’s', async () => {
    app = await launchStudio({ userData });
    const page = await openLocal();
    await page.evaluate(`window.studio.settings.set({ theme: 'dark', locale: 'en' })`);
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('en');
    await expect.poll(() => page.evaluate('document.documentElement.dataset.scheme')).toBe('dark');
    await page.reload();
    await page.waitForSelector('[data-testid="balance"]');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await page.getByTestId('balance').locator('xpath=..').getAttribute('title')).toMatch(
      /practice credits/,
    );
    await app.close();
    const log = await readLog();
    expect(log).toContain('Creator Studio has ended');
    expect(log).not.toMatch(/[\w-]{43}/);
  });
});
