import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { openApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';
import { fillIn } from '../testing/fill-in.ts';
import { fillSignIn, signInByForm } from '../testing/sign-in-by-form.ts';

const NEW_PASSWORD = 'another four words here';

describeInBrowser('one’s own account', (studio) => {
  test('signs another device out from the list of them, and all others with a new password', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account, path: APP_PATHS.account });
    const [one, two] = [await signInByForm(studio, account), await signInByForm(studio, account)];
    const { sessions, password } = app.words.account;
    const { field } = app.words.auth;
    const list = app.page.getByRole('list', { name: sessions.list }).getByRole('listitem');
    // What is asked in the moment of the end is answered 401, which Chromium notes.
    studio.expectProblem(/status of 401/);

    await app.page.reload();
    await expectShown(list).toHaveCount(3);
    await list.getByRole('button').first().click();
    await expectShown(list).toHaveCount(2);
    const isEnded = (window: typeof one): Promise<number> =>
      window.page.getByText(window.words.common.connection.signedOut).count();
    await expect.poll(async () => (await isEnded(one)) + (await isEnded(two)), { timeout: 10_000 }).toBe(1);

    const form = app.page.getByRole('region', { name: password.title });
    await form.getByLabel(field.currentPassword, { exact: true }).fill('not this one');
    await form.getByLabel(field.newPassword, { exact: true }).fill(NEW_PASSWORD);
    await form.getByRole('button', { name: password.submit }).click();
    await expectShown(form.getByLabel(field.currentPassword, { exact: true })).toHaveAttribute(
      'aria-invalid',
      'true',
    );
    await form.getByLabel(field.currentPassword, { exact: true }).fill(account.password);
    await form.getByRole('button', { name: password.submit }).click();
    await expectShown(form.getByText(password.done)).toBeVisible();
    for (const { page, words } of [one, two]) {
      await expectShown(page.getByText(words.common.connection.signedOut)).toBeVisible();
    }
    await expectShown(list).toHaveCount(1);
    await fillSignIn(one, { username: account.username, password: NEW_PASSWORD });
    await one.page.waitForURL(`**${APP_PATHS.create}`);
  });

  test('takes everything away, and is deleted only by name and password, after one more question', async () => {
    const account = await studio.register();
    await account.recharge(10);
    await account.makeWork({ prompt: 'a work to take away', kind: 'TEXT' });
    await account.recharge(10);
    const app = await openApp(studio, { as: account, path: APP_PATHS.account });
    const { export: taking, deletion } = app.words.account;
    const { field, login } = app.words.auth;
    const download = app.page.waitForEvent('download');
    await app.page.getByRole('link', { name: taking.everything }).click();
    const everything = JSON.parse(await readFile(await (await download).path(), 'utf8')) as unknown;
    const text = JSON.stringify(everything);
    for (const part of [account.username, 'a work to take away']) expect(text).toContain(part);
    expect(text).not.toContain(account.sessionToken);

    await app.button(deletion.open).click();
    const dialog = app.page.getByRole('dialog', { name: deletion.dialogTitle });
    const creditsLost = dialog.getByRole('checkbox', {
      name: fillIn(deletion.confirmCredits, { credits: 10 }),
    });
    await expectShown(creditsLost).not.toBeChecked();
    await app.page.keyboard.press('Escape');
    await expectShown(dialog).toBeHidden();
    await expectShown(app.button(deletion.open)).toBeFocused();

    await app.button(deletion.open).click();
    const name = dialog.getByLabel(fillIn(deletion.typeName, { username: account.username }));
    await name.fill('somebody else');
    await dialog.getByLabel(field.currentPassword, { exact: true }).fill(account.password);
    await dialog.getByRole('button', { name: deletion.submit }).click();
    await expectShown(name).toHaveAttribute('aria-invalid', 'true');
    await expectShown(creditsLost).toHaveAttribute('aria-invalid', 'true');
    await name.fill(account.username);
    await creditsLost.check();
    await dialog.getByRole('button', { name: deletion.submit }).click();
    await app.page.waitForURL(`**${APP_PATHS.login}`);
    await expectShown(app.page.getByText(login.goodbye)).toBeVisible();

    // Nobody is left to sign in.
    studio.expectProblem(/status of 401/);
    await fillSignIn(app, account);
    await expectShown(app.page.getByRole('alert')).toBeVisible();
  });

  test('is recovered by one of its codes, once, and whoever was signed in before no longer is', async () => {
    const account = await studio.register();
    const before = await openApp(studio, { as: account, path: APP_PATHS.gallery });
    const app = await openApp(studio, { path: APP_PATHS.login });
    const { recover, field, login } = app.words.auth;
    const submit = async (code: string): Promise<void> => {
      await app.page.getByLabel(field.recoveryCode, { exact: true }).fill(code);
      await app.page.getByLabel(field.newPassword, { exact: true }).fill(NEW_PASSWORD);
      await app.button(recover.submit).click();
    };
    studio.expectProblem(/status of 401/);
    await app.page.getByLabel(field.account, { exact: true }).fill(account.username);
    await app.page.getByRole('link', { name: login.forgot }).click();
    // Who has said who they are need not say it again.
    await expectShown(app.page.getByLabel(field.account, { exact: true })).toHaveValue(account.username);
    await submit('AAAA-AAAA-AAAA-AAAA');
    await expectShown(app.page.getByText(recover.refused)).toBeVisible();
    // However it is written.
    await submit(account.recoveryCodes[0]!.toLowerCase().replaceAll('-', ' '));
    await app.page.waitForURL(`**${APP_PATHS.create}`);
    await expectShown(app.balance).toHaveText('0');
    await expectShown(before.page.getByText(before.words.common.connection.signedOut)).toBeVisible();

    const again = await openApp(studio, { path: APP_PATHS.recover });
    await again.page.getByLabel(field.account, { exact: true }).fill(account.username);
    await again.page.getByLabel(field.recoveryCode, { exact: true }).fill(account.recoveryCodes[0]!);
    await again.page.getByLabel(field.newPassword, { exact: true }).fill('and yet another one');
    await again.button(recover.submit).click();
    await expectShown(again.page.getByText(recover.refused)).toBeVisible();
  });
});
