import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { checkAccessibility } from '../../renderer/testing/check-accessibility.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

describeDesktop('the shell’s own screens', () => {
  let app: DesktopApp;
  afterEach(() => app.close());

  const openSettings = async (): Promise<Page> => {
    const opening = app.nextWindow();
    await app.pressAccelerator('CmdOrCtrl+,');
    const settings = await opening;
    await expect.poll(() => app.addressOf(settings)).toBe('app://studio/_shell/settings');
    await settings.waitForSelector('h1');
    return settings;
  };

  test('the first choice is made by keyboard; a server that cannot be used is named before it is tried again', async () => {
    app = await launchStudio();
    const page = await app.firstWindow();
    await page.locator('#language').selectOption('en');
    await page.getByRole('heading', { name: 'Where would you like to create?' }).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(`window.studio.settings.set({ theme: '${theme}' })`);
      await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe(theme);
      await checkAccessibility(page);
    }
    const address = page.getByRole('textbox', { name: 'Server address' });
    await address.fill('http://studio.example');
    await address.press('Enter');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('https://');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe('server-url');

    await page.getByRole('button', { name: 'Use on this computer' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid="balance"]');
  });

  test('settings hold at once and everywhere; where no sign-in can be kept, they say so', async () => {
    app = await launchStudio({ keychain: 'none' });
    const page = await app.firstWindow();
    await chooseThisComputer(page);
    const settings = await openSettings();
    await settings.locator('#language').focus();
    await settings.locator('#language').selectOption('en');
    await settings.getByRole('heading', { name: 'App settings' }).waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('en');
    // The focus is where it was, and what is typed stays.
    expect(await settings.evaluate('document.activeElement.id')).toBe('language');
    await settings.locator('#server-url').fill('https://half.typed');
    await settings.getByRole('checkbox', { name: /tray/ }).check();
    await settings.getByRole('checkbox', { name: /sign in to this computer/ }).check();
    expect(await app.osCalls('app.setLoginItemSettings')).toEqual([
      expect.objectContaining({ args: [{ openAtLogin: true }] }),
    ]);
    await expect.poll(() => settings.locator('#server-url').inputValue()).toBe('https://half.typed');
    await settings.getByRole('note').waitFor();
    await checkAccessibility(settings);
    await settings.getByRole('button', { name: 'Open the data folder' }).click();
    await expect.poll(async () => (await app.osCalls('shell.openPath')).length).toBe(1);
  });
});
