import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright';
import { build } from 'vite';
import { screenPath, type DesktopState } from '../../shared/contracts/desktop.ts';
import { LOCALES } from '../../shared/errors.ts';
import { serveAppScheme } from '../../electron/main/serve-app-scheme.ts';
import { ensureBrowser, NOT_RUN } from '../browser/ensure-browser.ts';
import { launchBrowser } from '../browser/launch-browser.ts';
import { createScreensBuild } from './screens-bundle.ts';
import { SCREEN_SHOTS, type ScreenShot } from './screen-shots.ts';

// `npm run desktop:screenshots [-- words]`: the shell's own screens in both languages and both themes, into
// .screenshots/. Words restrict them to the pictures whose names hold all of them (`settings zh-CN dark`).
const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, '.screenshots');
const SCREENS = path.join(FOLDER, 'screens');
const ORIGIN = 'http://studio.app.localhost';
const THEMES = ['light', 'dark'] as const;
const words = process.argv.slice(2);

const chromium = await ensureBrowser();
if (chromium === null) {
  console.error(NOT_RUN);
  process.exitCode = 1;
} else {
  await mkdir(FOLDER, { recursive: true });
  await build(createScreensBuild(SCREENS));
  const browser = await launchBrowser(chromium);
  try {
    for (const shot of SCREEN_SHOTS) {
      for (const locale of LOCALES) {
        for (const theme of THEMES) {
          const name = `desktop-${shot.name}.${locale}.${theme}.png`;
          if (!words.every((word) => name.includes(word))) continue;
          await photograph(browser, shot, { locale, theme }, path.join(FOLDER, name));
          console.log(name);
        }
      }
    }
  } finally {
    await browser.close();
    await rm(SCREENS, { recursive: true, force: true });
  }
}

async function photograph(
  browser: Browser,
  shot: ScreenShot,
  { locale, theme }: { locale: DesktopState['locale']; theme: (typeof THEMES)[number] },
  file: string,
): Promise<void> {
  const state = shot.describe(locale);
  const context = await browser.newContext({
    viewport: shot.size,
    deviceScaleFactor: 2,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
  });
  try {
    // Main's own way of serving them, policy and all; only the shell behind the bridge is played.
    const answer = serveAppScheme({
      folders: { rendererDir: path.join(ROOT, 'renderer/public'), screensDir: SCREENS },
      connection: null as never,
      describePage: () => ({ locale, chosenLocale: null, theme: 'system', mode: state.mode }),
      log: console,
    });
    await context.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const response = await answer(new Request(`app://studio${pathname}`));
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await context.addInitScript((given) => {
      const nothing = () => Promise.resolve(null);
      const studio = {
        platform: 'linux',
        versions: { app: '1.4.0', electron: '', chrome: '' },
        state: { get: () => Promise.resolve(given), onChange: () => () => undefined },
        settings: { set: () => Promise.resolve(given) },
        connection: {
          choose: () => Promise.resolve({ ok: false, reason: 'UNREACHABLE' }),
          retry: nothing,
        },
        updates: { check: nothing, install: nothing, postpone: nothing },
        openSettings: nothing,
        showLogs: nothing,
        showData: nothing,
      };
      Object.assign(globalThis, { studio });
    }, state);
    const page = await context.newPage();
    page.on('console', (message) => console.error(`${shot.name}: ${message.text()}`));
    await page.goto(ORIGIN + screenPath(shot.screen));
    await page.locator('h1').waitFor();
    await shot.act?.(page);
    const { width, height } = shot.size;
    const wanted = await page.evaluate('document.documentElement.scrollHeight');
    await page.setViewportSize({ width, height: Math.max(height, Number(wanted)) });
    await page.screenshot({ path: file });
  } finally {
    await context.close();
  }
}
