import { expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { openApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';
import { fillIn } from '../testing/fill-in.ts';
import { registerByForm } from '../testing/register-by-form.ts';
import { tabTo } from '../testing/tab-to.ts';

const PASSWORD = 'four words make one';

describeInBrowser('a newcomer gets from the first page to a picture', (studio) => {
  test('in Chinese: registers, writes a prompt, recharges in between, and the prompt goes on by itself', async () => {
    const app = await openApp(studio, { path: APP_PATHS.home, locale: 'zh-CN' });
    const { auth, generation, recharge } = app.words;
    const prompt = '雨后的远山，一轮初升的太阳';
    await app.page.waitForURL(`**${APP_PATHS.login}`);
    await app.page.getByRole('link', { name: auth.login.register }).click();
    const codes = await registerByForm(app, '新来的创作者', PASSWORD);
    expect(codes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(codes).size).toBe(codes.length);

    await expectShown(app.balance).toHaveText('0');
    await expectShown(app.page.getByText(generation.stage.emptyTitle)).toBeVisible();
    await app.startWork(prompt);
    const short = fillIn(recharge.dialog.short, { required: 10, available: 0, shortfall: 10 });
    await expectShown(app.rechargeDialog.getByText(short)).toBeVisible();
    // 110 for ten yuan.
    await app.rechargeDialog.getByRole('radio', { name: /^110 / }).check();
    await app.placeOrder.click();
    await app.simulatePayment.click();
    await app.expectPicture(app.charged(10));
    await expectShown(app.rechargeDialog).toBeHidden();
    await expectShown(app.stage).toContainText(prompt);
    await expectShown(app.balance).toHaveText('100');
    const width = await app.picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBeGreaterThanOrEqual(512);
  });

  test('on a phone, in English', async () => {
    const app = await openApp(studio, { path: APP_PATHS.home, viewport: 'phone' });
    await app.page.getByRole('link', { name: app.words.auth.login.register }).tap();
    await registerByForm(app, 'phone_maker', PASSWORD);
    await app.prompt.fill('a small boat');
    await app.create.tap();
    await app.placeOrder.tap();
    await app.simulatePayment.tap();
    await app.expectPicture(app.charged(10));
    await expectShown(app.picture).toBeInViewport();
    await expectShown(app.balance).toHaveText('0');
    const overflow = await app.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });

  test('by keyboard alone, seeing at every stop where they are', async () => {
    const app = await openApp(studio, { path: APP_PATHS.home });
    const { page } = app;
    const { auth, recharge, orders, generation } = app.words;
    const { keyboard } = page;
    await expectShown(app.heading(auth.login.title)).toBeVisible();
    await tabTo(page, page.getByRole('link', { name: auth.login.register }));
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel(auth.field.username, { exact: true }));
    await keyboard.type('keyboard_maker');
    await tabTo(page, page.getByLabel(auth.field.password, { exact: true }));
    await keyboard.type(PASSWORD);
    await tabTo(page, page.getByRole('checkbox'));
    await keyboard.press('Space');
    await keyboard.press('Enter');
    await expectShown(app.heading(auth.codes.title)).toBeFocused();
    await tabTo(page, page.getByRole('checkbox', { name: auth.codes.confirm }));
    await keyboard.press('Space');
    await tabTo(page, app.button(auth.codes.continue));
    await keyboard.press('Enter');

    await expectShown(app.prompt).toBeVisible();
    await tabTo(page, app.prompt);
    await keyboard.type('a kite');
    await tabTo(page, app.create);
    await keyboard.press('Enter');
    await expectShown(app.rechargeDialog).toBeVisible();
    // Into the dialog, out of it where one was, and in again.
    await tabTo(page, app.rechargeDialog.getByRole('radio', { checked: true }).first());
    await keyboard.press('Escape');
    await expectShown(app.rechargeDialog).toBeHidden();
    await expectShown(app.create).toBeFocused();
    await keyboard.press('Enter');
    await tabTo(page, app.rechargeDialog.getByRole('radio', { checked: true }).first());
    await keyboard.press('ArrowRight');
    await expectShown(app.rechargeDialog.getByRole('radio', { name: /^110 / })).toBeChecked();
    await tabTo(page, app.placeOrder);
    await keyboard.press('Enter');
    await expectShown(app.heading(orders.pay.title)).toBeFocused();
    await tabTo(page, app.simulatePayment);
    await keyboard.press('Enter');
    await app.expectPicture(app.charged(10));
    await expectShown(app.page.getByRole('dialog', { name: recharge.dialog.title })).toBeHidden();
    await expectShown(app.create).toBeFocused();

    await tabTo(page, app.stage.getByRole('button', { name: new RegExp(`^${generation.output.open}`) }));
    await keyboard.press('Enter');
    const viewer = page.getByRole('dialog', { name: generation.viewer.title });
    await expectShown(viewer).toBeVisible();
    await keyboard.press('Escape');
    await expectShown(viewer).toBeHidden();
    await expectShown(page.locator(':focus')).toHaveAttribute(
      'aria-label',
      new RegExp(`^${generation.output.open}`),
    );
  });
});
