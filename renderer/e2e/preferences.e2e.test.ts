import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { readWords } from '../../tools/web/words.ts';
import { openApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';

const ZH = readWords('zh-CN');

/** The `<html>` as the server sends it, before any script has run. */
async function readServedRoot(page: Page): Promise<string> {
  const answer = await page.reload();
  return /<html[^>]*>/.exec((await answer?.text()) ?? '')?.[0] ?? '';
}

describeInBrowser('language and theme', (studio) => {
  test('follow the system until they are chosen, and are right in the very first answer after that', async () => {
    const app = await openApp(studio, { path: APP_PATHS.login });
    const { page, words } = app;
    const root = page.locator('html');
    await expectShown(app.heading(words.auth.login.title)).toBeVisible();
    expect(await readServedRoot(page)).toMatch(/lang="en".*data-theme=""/);

    await app.button(words.common.language['zh-CN']).click();
    await expectShown(root).toHaveAttribute('lang', 'zh-CN');
    await expectShown(app.heading(ZH.auth.login.title)).toBeVisible();
    await app.button(ZH.common.theme.dark).click();
    await expectShown(root).toHaveAttribute('data-theme', 'dark');
    expect(await readServedRoot(page)).toMatch(/lang="zh-CN".*data-theme="dark"/);
    await expectShown(app.heading(ZH.auth.login.title)).toBeVisible();
    await expectShown(page).toHaveTitle(new RegExp(ZH.common.productName));
  });

  test('are chosen in the account menu, and given back to the system from there', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account, theme: 'dark' });
    const { page, words } = app;
    const root = page.locator('html');
    await expectShown(root).toHaveAttribute('data-scheme', 'dark');
    const choose = async (menu: string, choice: string): Promise<void> => {
      await page.getByRole('banner').getByRole('button').click();
      await page.getByRole('menuitem', { name: menu }).click();
      await page.getByRole('menuitem', { name: choice, exact: true }).click();
    };

    await choose(words.common.nav.theme, words.common.theme.light);
    await expectShown(root).toHaveAttribute('data-scheme', 'light');
    await choose(words.common.nav.language, words.common.language['zh-CN']);
    await expectShown(app.heading(ZH.generation.create.title)).toBeVisible();
    expect(await readServedRoot(page)).toMatch(/lang="zh-CN".*data-theme="light"/);

    await choose(ZH.common.nav.theme, ZH.common.theme.system);
    await expectShown(root).toHaveAttribute('data-scheme', 'dark');
    await choose(ZH.common.nav.language, ZH.common.language.system);
    await expectShown(app.heading(words.generation.create.title)).toBeVisible();
    expect(await readServedRoot(page)).toMatch(/lang="en".*data-theme=""/);
  });
});
