import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Rectangle } from 'electron';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

describeDesktop('the next start', () => {
  let userData: string;
  let app: DesktopApp;
  beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-next-'));
  });
  afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(() => app.close());

  const start = async (): Promise<Page> => {
    app = await launchStudio({ userData });
    const page = await app.firstWindow();
    await expect.poll(() => page.evaluate(`'studio' in window`)).toBe(true);
    return page;
  };
  const readBounds = (): Promise<Rectangle | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const readZooms = (): Promise<number[]> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => Number(webContents.getZoomFactor().toFixed(2))),
    );
  const readPaper = (): Promise<string | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase());

  test('finds the window where it was left, as large as it was, and everything as it was chosen', async () => {
    const page = await start();
    await chooseThisComputer(page);
    await app.evaluate(({ BrowserWindow, screen }) => {
      const { x, y } = screen.getPrimaryDisplay().workArea;
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: x + 31, y: y + 17, width: 901, height: 633 });
    });
    const chosen = { locale: 'en', theme: 'dark', launchAtLogin: true, notifications: false, zoom: 1.25 };
    await page.evaluate(`window.studio.settings.set(${JSON.stringify(chosen)})`);
    await expect.poll(readZooms).toEqual([1.25]);
    const left = await readBounds();
    expect(left).toMatchObject({ width: 901, height: 633 });
    expect(await app.osCalls('app.setLoginItemSettings')).toHaveLength(1);
    await app.close();

    const again = await start();
    await again.waitForSelector('[data-testid="balance"]');
    expect(await readBounds()).toEqual(left);
    await expect.poll(readZooms).toEqual([1.25]);
    const { settings } = await again.evaluate<DesktopState>(`window.studio.state.get()`);
    expect(settings).toEqual({ ...chosen, keepInTray: false });
    // The system has been told once and remembers; a start that told it again would undo what the user did there.
    expect(await app.osCalls('app.setLoginItemSettings')).toEqual([]);
    // The paper has the page's colour before there is a page, and no other window is white either.
    expect(await readPaper()).toBe('#121513');
    expect(await again.evaluate('getComputedStyle(document.documentElement).colorScheme')).toContain('dark');
    const opening = app.nextWindow();
    await app.pressAccelerator('CmdOrCtrl+,');
    const screen = await opening;
    await expect.poll(() => app.addressOf(screen)).toBe('app://studio/_shell/settings');
    await screen.waitForSelector('h1');
    expect(await screen.locator('#zoom').inputValue()).toBe('1.25');
    await expect.poll(readZooms).toEqual([1.25, 1.25]);
    await screen.getByRole('checkbox', { name: /sign in to this computer/ }).uncheck();
    await expect
      .poll(() => app.osCalls('app.setLoginItemSettings'))
      .toEqual([expect.objectContaining({ args: [{ openAtLogin: false }] })]);
  });

  test('maximises what was maximised, and keeps the place it goes back to', async () => {
    await start();
    const before = await readBounds();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized()))
      .toBe(true);
    await app.close();
    const kept = JSON.parse(await readFile(path.join(userData, 'settings.json'), 'utf8')) as {
      window: unknown;
    };
    expect(kept.window).toEqual({ ...before, isMaximized: true });
    await start();
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized()))
      .toBe(true);
  });

  test('brings a window back from a screen that is gone, and follows the system’s theme', async () => {
    const page = await start();
    await page.waitForSelector('[data-testid="balance"]');
    await page.evaluate(`window.studio.settings.set({ theme: 'system', keepInTray: true })`);
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.unmaximize();
      window?.setBounds({ x: 90_000, y: -90_000, width: 800, height: 600 });
    });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((one) => one.close()));
    await expect.poll(() => app.windows().length).toBe(0);
    const kept = JSON.parse(await readFile(path.join(userData, 'settings.json'), 'utf8')) as {
      window: unknown;
    };
    expect(kept.window).toMatchObject({ x: 90_000, y: -90_000 });
    const opening = app.nextWindow();
    await app.clickTrayItem('show');
    const back = await opening;
    await expect.poll(() => app.addressOf(back)).toBe('app://studio/create');
    await back.waitForSelector('[data-testid="balance"]');
    const isOnScreen = await app.evaluate(({ BrowserWindow, screen }) => {
      const { x, y } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: -1, y: -1 };
      return screen
        .getAllDisplays()
        .some(
          ({ workArea: area }) =>
            x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height,
        );
    });
    expect(isOnScreen).toBe(true);
    if (app.driver !== 'stand-in') return;
    for (const [isDark, scheme, paper] of [
      [true, 'dark', '#121513'],
      [false, 'light', '#f7f6f2'],
    ] as const) {
      await app.evaluate(({ nativeTheme }, wanted) => {
        (nativeTheme as unknown as { setSystemDark(isDark: boolean): void }).setSystemDark(wanted);
      }, isDark);
      await expect.poll(() => back.evaluate('document.documentElement.dataset.scheme')).toBe(scheme);
      expect(await readPaper()).toBe(paper);
    }
  });
});
