import { expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { openApp, openSecondApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';
import { fillSignIn, signInByForm } from '../testing/sign-in-by-form.ts';

describeInBrowser('the end of a session', (studio) => {
  test('in another browser is told in every window at once, and leads back to where one was', async () => {
    const account = await studio.register();
    const app = await signInByForm(studio, account);
    const second = await openSecondApp(studio, app, `${APP_PATHS.orders}?kind=recharge`);
    await app.prompt.fill('kept over the sign-out');
    const theirs = (await account.api.auth.sessions.query()).find(({ isCurrent }) => !isCurrent);

    // What is asked meanwhile is answered 401, which Chromium notes.
    studio.expectProblem(/status of 401/);
    await account.api.auth.revokeSession.mutate({ sessionId: theirs!.id });
    for (const { page, words } of [app, second]) {
      await page.waitForURL(`**${APP_PATHS.login}**`);
      await expectShown(
        page.getByRole('status').filter({ hasText: words.common.connection.signedOut }),
      ).toBeVisible();
    }
    expect(await account.isSignedIn()).toBe(true);

    await second.page.bringToFront();
    await fillSignIn(second, account);
    await second.page.waitForURL(`**${APP_PATHS.orders}?kind=recharge`);
    await app.page.bringToFront();
    await expectShown(app.prompt).toHaveValue('kept over the sign-out');
    await expectShown(app.page.getByText(app.words.auth.login.title, { exact: true })).toHaveCount(0);
  });

  test('by signing out in one window ends it in all windows of this browser, and in no other', async () => {
    const account = await studio.register();
    const [app, other] = [await signInByForm(studio, account), await openApp(studio, { as: account })];
    const second = await openSecondApp(studio, app, APP_PATHS.gallery);
    const { common } = app.words;
    studio.expectProblem(/status of 401/);
    await app.button(`${common.nav.accountMenu}: ${account.username}`).click();
    await app.page.getByRole('menuitem', { name: common.nav.signOut }).click();
    for (const { page } of [app, second]) await page.waitForURL(`**${APP_PATHS.login}**`);
    // Who signs out knows why.
    await expectShown(app.page.getByText(common.connection.signedOut)).toHaveCount(0);
    await expectShown(other.prompt).toBeVisible();
    expect(new URL(other.page.url()).pathname).toBe(APP_PATHS.create);
    await app.goTo(APP_PATHS.create);
    await app.page.waitForURL(`**${APP_PATHS.login}**`);
  });
});
