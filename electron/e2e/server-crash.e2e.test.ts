import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkAccessibility } from '../../renderer/testing/check-accessibility.ts';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

/** The first start and five more. */
const FALLS = 6;

const PATIENCE = { timeout: 30_000 };

describeDesktop('a server on this computer that keeps falling', () => {
  let userData: string;
  let app: DesktopApp;
  beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-crash-'));
  });
  afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(() => app.close());

  const listPids = async (): Promise<number[]> => {
    const log = await readFile(path.join(userData, 'logs', 'main.log'), 'utf8');
    return [...log.matchAll(/the server runs as process (\d+)/g)].map(([, pid]) => Number(pid));
  };

  test('is started again five times, and then by the user, on a page that says what is safe', async () => {
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await expect.poll(() => page.evaluate(`'studio' in window`)).toBe(true);
    await page.evaluate(`window.studio.settings.set({ locale: 'en' })`);
    await chooseThisComputer(page);
    await app.clickMenuItem('orders');
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/orders');

    for (let fall = 1; fall <= FALLS; fall += 1) {
      await expect.poll(async () => (await listPids()).length, PATIENCE).toBe(fall);
      const pid = (await listPids()).at(-1) ?? 0;
      // Zero would be everybody.
      expect(pid).toBeGreaterThan(0);
      process.kill(pid, 'SIGKILL');
    }
    await expect.poll(() => app.addressOf(page), PATIENCE).toBe('app://studio/_shell/crash');
    expect(await page.getByRole('alert').innerText()).toContain('Your works and credits are safe');
    await checkAccessibility(page);
    const { connection } = await page.evaluate<DesktopState>(`window.studio.state.get()`);
    expect(connection).toMatchObject({ status: 'failed', reason: 'CRASHED' });
    expect(await page.evaluate(`fetch('/trpc/auth.session').then(({ status }) => status)`)).toBe(503);
    expect(await listPids()).toHaveLength(FALLS);

    await page.getByRole('button', { name: 'Open the logs folder' }).click();
    await expect
      .poll(() => app.osCalls('shell.openPath'))
      .toEqual([expect.objectContaining({ args: [path.join(userData, 'logs')] })]);
    const restart = page.getByRole('button', { name: 'Start it again' });
    await restart.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid="balance"]', PATIENCE);
    // Back where the user was, and signed in as before.
    expect(app.addressOf(page)).toBe('app://studio/orders');
    expect(await listPids()).toHaveLength(FALLS + 1);
  });
});
