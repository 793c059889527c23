import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AppWindow } from '../../renderer/testing/app-window.ts';
import { expectShown } from '../../renderer/testing/expect-shown.ts';
import { readWords } from '../../tools/web/words.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

const PASSWORD = 'four words make one';

describeDesktop('the first run', () => {
  let userData: string;
  let app: DesktopApp;
  beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-first-'));
  });
  afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(() => app.close());

  /** Asks the server as the page does; resolves with the status and what was answered. */
  const ask = async (
    { page }: AppWindow,
    name: string,
    input?: object,
  ): Promise<[status: number, answer: Record<string, unknown> | null]> => {
    const init =
      input === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ json: input }),
          };
    return await page.evaluate(
      `fetch('/trpc/${name}', ${JSON.stringify(init)}).then(async (answer) =>
        [answer.status, (await answer.json()).result?.data.json ?? null])`,
    );
  };

  test('asks where to work; on this computer it leads to a picture without an account or a form', async () => {
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/_shell/first-run');
    await page.locator('#language').selectOption('en');
    await page.getByText('practice credits').waitFor();
    await page.getByRole('button', { name: 'Use on this computer' }).click();
    const window = new AppWindow(page, readWords('en'));
    await window.balance.waitFor();
    expect(app.addressOf(page)).toBe('app://studio/create');
    const profile = { username: 'creator', isLocal: true, hasPassword: false };
    expect(await ask(window, 'auth.session')).toEqual([200, expect.objectContaining(profile)]);

    await window.startWork('a lighthouse at dusk');
    await window.rechargeDialog.getByText(window.words.orders.checkout.practice).waitFor();
    await window.rechargeDialog.getByRole('radio', { name: /^110 / }).check();
    await window.placeOrder.click();
    await window.simulatePayment.click();
    await window.expectPicture(window.charged(10));
    await expectShown(window.balance).toHaveText('100');
    const width = await window.picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBeGreaterThanOrEqual(512);
    await expect.poll(async () => (await app.trays())[0]?.tooltip).toMatch(/100 practice credits$/);
  });

  test('the profile of this computer can be given a password; from then on one signs in by the form', async () => {
    app = await launchStudio({ userData });
    const window = new AppWindow(await app.firstWindow(), readWords('en'));
    await expectShown(window.balance).toHaveText('100');
    const [status] = await ask(window, 'auth.setFirstPassword', { password: PASSWORD });
    expect(status).toBe(200);
    expect((await ask(window, 'auth.signOut', {}))[0]).toBe(200);
    // A page that was taken over cannot open it either.
    expect((await ask(window, 'desktop.openLocalProfile', {}))[0]).toBe(403);
    await app.close();

    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    const again = new AppWindow(page, readWords('en'));
    await page.locator('input[autocomplete="username"]').fill('creator');
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    await expectShown(again.balance).toHaveText('100');
    expect(await ask(again, 'auth.session')).toEqual([
      200,
      expect.objectContaining({ username: 'creator', isLocal: true, hasPassword: true }),
    ]);
  });
});
