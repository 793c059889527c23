import { afterEach, expect, test } from 'vitest';
import { checkAccessibility } from '../../renderer/testing/check-accessibility.ts';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop, describeStandIn } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

describeStandIn('a packaged app without an address for updates', () => {
  let app: DesktopApp;
  afterEach(() => app.close());

  test('says that it does not update itself, and asks nobody', async () => {
    app = await launchStudio({ driver: 'stand-in', env: { STAND_IN_PACKAGED: '1' } });
    const page = await app.firstWindow();
    await expect.poll(() => page.evaluate(`'studio' in window`)).toBe(true);
    const readState = (): Promise<DesktopState> => page.evaluate(`window.studio.state.get()`);
    await expect.poll(async () => (await readState()).update.status).toBe('unsupported');
    expect(await page.evaluate(`window.studio.updates.check()`)).toEqual({ status: 'unsupported' });
    expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.length)).toBeGreaterThan(4);
  });
});

describeDesktop('a version that is ready to be installed', () => {
  let app: DesktopApp;
  afterEach(() => app.close());

  test('is shown with its notes as plain text; "later" is one click, and can be thought over', async () => {
    app = await launchStudio();
    const first = await app.firstWindow();
    await expect.poll(() => first.evaluate(`'studio' in window`)).toBe(true);
    await first.evaluate(`window.studio.settings.set({ locale: 'en' })`);
    const opening = app.nextWindow();
    await app.pressAccelerator('CmdOrCtrl+,');
    const page = await opening;
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/_shell/settings');
    await page.waitForSelector('h1');
    // A build that no address of updates belongs to has nothing to offer: here main says that it has.
    await app.evaluate(({ BrowserWindow, ipcMain }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      for (const channel of ['desktop:postpone-update', 'desktop:install-update']) {
        ipcMain.removeHandler(channel);
        ipcMain.handle(channel, () => {
          asked.push(channel);
          return null;
        });
      }
      return BrowserWindow.getAllWindows().length;
    });
    const listAsked = (): Promise<string[]> =>
      app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    const state = await page.evaluate<DesktopState>(`window.studio.state.get()`);
    const offer = (update: DesktopState['update']): Promise<void> =>
      app.evaluate(
        ({ BrowserWindow }, next) => {
          for (const { webContents } of BrowserWindow.getAllWindows())
            webContents.send('desktop:state', next);
        },
        { ...state, update },
      );
    await offer({ status: 'downloading', version: '9.8.7', percent: 41.6 });
    await expect.poll(() => page.getByRole('status').allInnerTexts()).toContain('Downloading 9.8.7: 42%');

    const notes = '• Calmer pictures\n• <img src=x onerror="window.ran = true"> & more';
    const ready = { status: 'ready', version: '9.8.7', notes, isPostponed: false } as const;
    await offer(ready);
    const shown = page.getByRole('region', { name: 'What is new' });
    await expect.poll(() => shown.locator('pre').innerText()).toBe(notes);
    expect([await shown.locator('img').count(), await page.evaluate('window.ran')]).toEqual([0, undefined]);
    await checkAccessibility(page);
    await page.getByRole('button', { name: 'Later' }).click();
    await expect.poll(listAsked).toEqual(['desktop:postpone-update']);

    await offer({ ...ready, isPostponed: true });
    await expect.poll(() => page.getByRole('button', { name: 'Later' }).count()).toBe(0);
    expect(await page.getByText('You chose later').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Restart and update' }).click();
    await expect.poll(listAsked).toEqual(['desktop:postpone-update', 'desktop:install-update']);
  });
});
