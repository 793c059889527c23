import { APP_PATHS } from '../../shared/app-paths.ts';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { openApp, type AppWindow } from './app-window.ts';
import type { Studio } from './open-studio.ts';

/** Fills the form at /login, which the window shows, and sends it. */
export async function fillSignIn(
  { page, words }: AppWindow,
  { username, password }: Pick<StudioAccount, 'username' | 'password'>,
): Promise<void> {
  const { field } = words.auth;
  await page.getByLabel(field.account, { exact: true }).fill(username);
  await page.getByLabel(field.password, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Opens one more browser in which they sign in by the form, with a session of its own; it shows the page to create on. */
export async function signInByForm(studio: Studio, account: StudioAccount): Promise<AppWindow> {
  const app = await openApp(studio, { path: APP_PATHS.login });
  await fillSignIn(app, account);
  await app.page.waitForURL(`**${APP_PATHS.create}`);
  return app;
}
