import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { LOCALES, type Locale } from '../../shared/errors.ts';
import { looksOptions, sessionCookie, VIEWPORTS, type PageLooks } from '../browser/page-looks.ts';
import { holdCalls } from './hold-calls.ts';
import { prepareAccounts, type SampleAccounts } from './sample-accounts.ts';
import { SHOTS, type Shot } from './shots.ts';
import { waitUntilStill } from './wait-until-still.ts';
import { ROOT, withStudioInBrowser } from './with-studio.ts';
import { readWords } from './words.ts';

// `npm run screenshots [-- words]`: every page in both languages, both themes and two sizes, into .screenshots/.
// Words restrict: a language, a theme, a width, or the beginning of a picture's name (`create en dark 390`).
const FOLDER = path.join(ROOT, '.screenshots');
const THEMES = ['light', 'dark'] as const;
const PATIENCE_MS = 10_000;
/** How often a page that grows with its window is measured. */
const MEASUREMENTS = 4;

const words = new Set(process.argv.slice(2));

/** Those of `all` that are asked for by name; all of them when none is. */
function choose<Value>(all: readonly Value[], nameOf: (value: Value) => string): Value[] {
  const named = all.filter((value) => words.delete(nameOf(value)));
  return named.length > 0 ? named : [...all];
}

const locales = choose(LOCALES, (locale) => locale);
const themes = choose(THEMES, (theme) => theme);
const viewports = choose(Object.keys(VIEWPORTS) as (keyof typeof VIEWPORTS)[], (viewport) =>
  String(VIEWPORTS[viewport].width),
);
const shots = SHOTS.filter(
  ({ name }) => words.size === 0 || [...words].some((word) => name.startsWith(word)),
);

await withStudioInBrowser(async ({ url }, browser) => {
  if (shots.length === 0) {
    console.error(`No picture begins with any of: ${[...words].join(' ')}`);
    return 2;
  }
  await mkdir(FOLDER, { recursive: true });
  let failed = 0;
  for (const locale of locales) {
    const accounts = prepareAccounts(url, locale);
    for (const shot of shots) {
      for (const theme of themes) {
        for (const viewport of viewports) {
          const file = `${shot.name}.${locale}.${theme}.${VIEWPORTS[viewport].width}.png`;
          // An old picture of something that fails now would deceive.
          await rm(path.join(FOLDER, file), { force: true });
          try {
            await photograph(
              browser,
              url,
              accounts,
              shot,
              { locale, theme, viewport },
              path.join(FOLDER, file),
            );
            console.log(file);
          } catch (error) {
            failed++;
            console.error(`FAILED ${file}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
          }
        }
      }
    }
  }
  if (failed > 0) console.error(`${failed} pictures could not be taken.`);
  return failed > 0 ? 1 : 0;
});

async function photograph(
  browser: Browser,
  url: string,
  accounts: SampleAccounts,
  shot: Shot,
  looks: Required<PageLooks> & { locale: Locale },
  file: string,
): Promise<void> {
  const account = await accounts.find(shot.viewer);
  const context = await browser.newContext({ ...looksOptions(looks), baseURL: url });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    if (account !== null) await context.addCookies([sessionCookie(account, url)]);
    const page = await context.newPage();
    await holdCalls(page, shot.calls ?? 'pass');
    await page.goto(shot.path);
    await page.getByRole('main').waitFor();
    if (shot.calls !== 'hang') await waitUntilStill(page);
    await shot.act?.(page, readWords(looks.locale));
    // What hangs never becomes still; its skeleton is there at once. Work under way moves on while one waits.
    await waitUntilStill(page, shot.calls === 'hang' ? 0 : undefined);
    if (shot.isWindowOnly !== true) await showWhole(page);
    await page.screenshot({ path: file });
  } finally {
    await context.close();
  }
}

/** Makes the window as high as the page: a full-page picture of a phone leaves what sticks to the window's end amid it. */
async function showWhole(page: Page): Promise<void> {
  for (let i = 0; i < MEASUREMENTS; i += 1) {
    const { width, height } = page.viewportSize()!;
    const wanted = await page.evaluate(() => document.documentElement.scrollHeight);
    if (wanted <= height) return;
    await page.setViewportSize({ width, height: wanted });
  }
}
