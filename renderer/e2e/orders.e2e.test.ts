import { rename } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { formatOutTradeNo } from '../../server/orders/format-out-trade-no.ts';
import { createSimulator } from '../../server/payment/simulator/create-simulator.ts';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { openApp, openSecondApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';

/** The server looks for expired orders every 20 seconds. */
const CLOSING_PATIENCE_MS = 40_000;

describeInBrowser('orders', (studio) => {
  test('one that waits is paid later, from the list; asking too early is answered honestly; both windows see it', async () => {
    const account = await studio.register();
    const order = await account.orderRecharge(100);
    const app = await openApp(studio, { as: account, path: APP_PATHS.orders });
    const second = await openSecondApp(studio, app, `${APP_PATHS.recharge}?order=${order.orderNo}`);
    const { pay, paid, list, status } = app.words.orders;
    await expectShown(second.heading(pay.title)).toBeVisible();

    await app.page.getByRole('link', { name: new RegExp(`^${list.pay}: `) }).click();
    await app.button(pay.check).click();
    await expectShown(app.page.getByText(pay.unpaidYetHint)).toBeVisible();
    await expectShown(app.balance).toHaveText('0');
    await app.simulatePayment.click();
    for (const window of [app, second]) {
      await expectShown(window.heading(paid.recharge)).toBeVisible();
      await expectShown(window.balance).toHaveText('110');
    }
    await app.page.reload();
    await expectShown(app.heading(paid.recharge)).toBeVisible();

    await app.goTo(APP_PATHS.orders);
    const row = app.page.getByRole('list', { name: list.label }).getByRole('listitem');
    await expectShown(row).toHaveCount(1);
    await expectShown(row).toContainText(status.PAID);
    await expectShown(row.getByRole('link')).toHaveCount(0);

    const details = row.getByRole('button', { name: new RegExp(`^${list.details}: `) });
    await details.press('Enter');
    const drawer = app.page.getByRole('dialog', { name: app.words.orders.details.title });
    await expectShown(drawer).toContainText(order.orderNo);
    await app.page.keyboard.press('Escape');
    await expectShown(drawer).toBeHidden();
    await expectShown(details).toBeFocused();
    expect(await account.countCredits()).toBe(110);
  });

  test('one that is cancelled asks first, is closed in every window, and can be placed anew', async () => {
    const account = await studio.register();
    const order = await account.orderMembership();
    const app = await openApp(studio, { as: account, path: APP_PATHS.orders });
    const second = await openSecondApp(studio, app, `${APP_PATHS.membership}?order=${order.orderNo}`);
    const { pay, ended, list, status } = app.words.orders;
    await expectShown(second.heading(pay.title)).toBeVisible();
    const row = app.page.getByRole('list', { name: list.label }).getByRole('listitem');
    const cancel = row.getByRole('button', { name: new RegExp(`^${list.cancel}: `) });
    const question = app.page.getByRole('dialog', { name: pay.cancelAsk });

    await cancel.click();
    await question.getByRole('button', { name: pay.cancelKeep }).click();
    await expectShown(question).toBeHidden();
    await expectShown(cancel).toBeFocused();
    await expectShown(row).toContainText(status.PENDING);
    await cancel.click();
    await question.getByRole('button', { name: pay.cancel }).click();
    await expectShown(row).toContainText(status.CLOSED);

    await expectShown(second.heading(ended.cancelledTitle)).toBeVisible();
    await second.page.bringToFront();
    await second.button(ended.again).click();
    await expectShown(second.placeOrder).toBeVisible();
    expect(new URL(second.page.url()).search).toBe('');
  });

  test('one whose time runs out says so, and is closed before the eyes of whoever waits', async () => {
    const account = await studio.register();
    const order = await account.orderRecharge(10);
    const app = await openApp(studio, { as: account, path: `${APP_PATHS.recharge}?order=${order.orderNo}` });
    const { pay, ended } = app.words.orders;
    await expectShown(app.heading(pay.title)).toBeVisible();
    // Half an hour is too long for a test.
    await studio.stopServer();
    const database = new DatabaseSync(studio.databaseFile);
    const endsAt = Date.now() + 16_000;
    for (const table of ['orders', 'payments']) {
      database.prepare(`UPDATE ${table} SET expires_at = ? WHERE order_no = ?`).run(endsAt, order.orderNo);
    }
    database.close();
    await studio.startServer();
    await app.page.reload();
    await expectShown(app.page.getByRole('timer')).toHaveText(/^0?0:[01]\d$/);
    await expectShown(app.heading(pay.timeUp)).toBeVisible({ timeout: CLOSING_PATIENCE_MS });
    await expectShown(app.simulatePayment).toHaveCount(0);
    await expectShown(app.heading(ended.expiredTitle)).toBeVisible({ timeout: CLOSING_PATIENCE_MS });
    await app.button(ended.again).click();
    await expectShown(app.placeOrder).toBeVisible();
    expect(await account.countCredits()).toBe(0);
  });

  test('one that is paid after it was closed gives everything all the same, and says so wherever it is shown', async () => {
    const account = await studio.register();
    const order = await account.orderRecharge(100);
    const app = await openApp(studio, { as: account, path: `${APP_PATHS.recharge}?order=${order.orderNo}` });
    const { pay, paid, ended, list, status, details } = app.words.orders;
    await expectShown(app.heading(pay.title)).toBeVisible();
    // Gateways know nothing of a code until somebody scans it: an order closed before that can still be paid.
    const outTradeNo = formatOutTradeNo(order.orderNo, 1);
    const folder = path.join(path.dirname(studio.databaseFile), 'simulated-gateway');
    const trade = path.join(folder, `${outTradeNo}.trade.json`);
    await rename(trade, `${trade}.unscanned`);
    await app.button(pay.cancel).click();
    const question = app.page.getByRole('dialog', { name: pay.cancelAsk });
    await question.getByRole('button', { name: pay.cancel }).click();
    await expectShown(app.heading(ended.cancelledTitle)).toBeVisible();
    await app.button(pay.check).click();
    await expectShown(app.page.getByText(pay.unpaidYetHint)).toBeVisible();

    await rename(`${trade}.unscanned`, trade);
    await createSimulator({ folder, businessTimeZone: 'Asia/Shanghai' }).pay(outTradeNo, new Date());
    await app.goTo(`${APP_PATHS.orders}?order=${order.orderNo}`);
    await app.page.getByRole('link', { name: details.alreadyPaid }).click();
    await app.button(pay.check).click();
    await expectShown(app.heading(paid.recharge)).toBeVisible();
    await expectShown(app.page.getByText(paid.late)).toBeVisible();
    await expectShown(app.balance).toHaveText('110');

    await app.goTo(`${APP_PATHS.orders}?order=${order.orderNo}`);
    const drawer = app.page.getByRole('dialog', { name: details.title });
    await expectShown(drawer).toContainText(status.PAID);
    await expectShown(drawer).toContainText(details.paidLate);
    await drawer.getByRole('link', { name: details.history }).click();
    const { transactions } = app.words;
    const trace = app.page.getByRole('dialog', { name: transactions.drawer.orderTitle });
    await expectShown(trace).toContainText('+110');
    await trace.getByRole('link', { name: transactions.order.show }).click();
    await expectShown(drawer).toContainText(order.orderNo);
    await expectShown(app.page.getByRole('list', { name: list.label, includeHidden: true })).toBeVisible();
  });

  test('one that does not exist is said to be missing, with the way back', async () => {
    const account = await studio.register();
    studio.expectProblem(/status of 404/);
    const app = await openApp(studio, { as: account, path: `${APP_PATHS.recharge}?order=R0` });
    const { pay } = app.words.orders;
    await expectShown(app.page.getByText(pay.notFoundHint)).toBeVisible();
    await app.button(pay.notFoundBack).click();
    await expectShown(app.placeOrder).toBeVisible();
  });

  test('a sixth unpaid one is refused with the way to the others', async () => {
    const account = await studio.register();
    for (let count = 0; count < 5; count += 1) await account.orderRecharge(10);
    const app = await openApp(studio, { as: account, path: APP_PATHS.recharge });
    const { checkout, list } = app.words.orders;
    studio.expectProblem(/status of 4\d\d/);
    await app.placeOrder.click();
    await expectShown(app.page.getByRole('alert').filter({ hasText: checkout.failed })).toBeVisible();
    await app.page.getByRole('link', { name: checkout.tooMany }).click();
    await expectShown(app.page.getByRole('list', { name: list.label }).getByRole('listitem')).toHaveCount(5);
    expect(new URL(app.page.url()).search).toBe('?status=PENDING');
  });
});
