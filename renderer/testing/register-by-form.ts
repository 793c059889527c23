import { APP_PATHS } from '../../shared/app-paths.ts';
import type { AppWindow } from './app-window.ts';
import { expectShown } from './expect-shown.ts';

/** Fills the form at /register, notes the recovery codes, which it gives, and goes on to the page to create on. */
export async function registerByForm(
  app: AppWindow,
  username: string,
  password: string,
): Promise<readonly string[]> {
  const { page } = app;
  const { field, register, codes } = app.words.auth;
  await expectShown(app.heading(register.title)).toBeVisible();
  await page.getByLabel(field.username, { exact: true }).fill(username);
  await page.getByLabel(field.password, { exact: true }).fill(password);
  await page.getByRole('checkbox').check();
  await app.button(register.submit).click();
  await expectShown(app.heading(codes.title)).toBeFocused();
  const noted = await page.getByRole('list', { name: codes.label }).getByRole('listitem').allTextContents();
  await expectShown(app.button(codes.continue)).toBeDisabled();
  await page.getByRole('checkbox', { name: codes.confirm }).check();
  await app.button(codes.continue).click();
  await page.waitForURL(`**${APP_PATHS.create}`);
  return noted;
}
