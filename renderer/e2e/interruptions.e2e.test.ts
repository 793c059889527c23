import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { openApp, openSecondApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';

const PROMPT = 'a lighthouse that never goes out';

/** The ids under which a page asks for works from now on, in order. */
function listSentIds(page: Page): string[] {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (!request.url().includes('generation.start')) return;
    ids.push(/"id":"([\w-]+)"/.exec(request.postData() ?? '')?.[1] ?? '');
  });
  return ids;
}

async function expectOneCharge(account: StudioAccount): Promise<void> {
  expect((await account.api.generation.page.query({ skip: 0, limit: 10 })).total).toBe(1);
  const charges = await account.api.credits.page.query({ type: 'CONSUME', skip: 0, limit: 10 });
  expect(charges.items.map(({ amount }) => amount)).toEqual([-10]);
  expect(await account.countCredits()).toBe(100);
}

describeInBrowser('when the way to the server breaks', (studio) => {
  test('a server that goes away and comes back is noticed and forgiven; what was pressed meanwhile is done once', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const app = await openApp(studio, { as: account });
    const second = await openSecondApp(studio, app, APP_PATHS.transactions);
    await expectShown(second.historyRows).toHaveCount(2);
    const { common, generation } = app.words;
    const ids = listSentIds(app.page);
    await app.prompt.fill(PROMPT);

    await studio.stopServer();
    for (const { banner } of [app, second])
      await expectShown(banner).toHaveText(common.connection.reconnecting);
    await app.create.click();
    const failure = app.stage.getByRole('alert');
    await expectShown(failure).toContainText(generation.submitFailure.unconfirmedHint);
    await expectShown(app.prompt).toHaveValue(PROMPT);

    await studio.startServer();
    // Good news goes after a while: both are looked at together.
    await Promise.all(
      [app, second].map(({ banner }) => expectShown(banner).toHaveText(common.connection.restored)),
    );
    await failure.getByRole('button', { name: common.failure.retry }).click();
    await app.expectPicture(app.charged(10));
    await expectShown(failure).toHaveCount(0);
    await expectShown(app.prompt).toHaveValue(PROMPT);
    for (const { balance } of [app, second]) await expectShown(balance).toHaveText('100');
    await expectShown(second.historyRows).toHaveCount(3);
    await expectOneCharge(account);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('a restart while a work is being made ends in the work, charged once, in a window that just stays open', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const app = await openApp(studio, { as: account });
    await app.startWork(PROMPT);
    await expectShown(app.status).toHaveText(app.words.generation.status.RUNNING);
    await app.prompt.fill('what comes next');
    await studio.stopServer();
    await studio.startServer();
    await app.expectPicture(app.charged(10));
    await expectShown(app.balance).toHaveText('100');
    await expectShown(app.prompt).toHaveValue('what comes next');
    await expectOneCharge(account);
  });

  test('offline is said, a prompt that could not be sent is kept, and trying again sends the same one', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const app = await openApp(studio, { as: account });
    const { common } = app.words;
    await expectShown(app.balance).toHaveText('110');
    const ids = listSentIds(app.page);
    await studio.goOffline(app.page);
    await expectShown(app.banner).toHaveText(common.connection.offline);
    await app.startWork(PROMPT);
    const failure = app.stage.getByRole('alert');
    await expectShown(failure).toContainText('You are offline.');
    await failure.getByRole('button', { name: common.failure.retry }).click();
    await expectShown(failure).toContainText('You are offline.');
    await expectShown(app.prompt).toHaveValue(PROMPT);

    await studio.goOnline(app.page);
    await expectShown(app.banner).toHaveText(common.connection.restored);
    await failure.getByRole('button', { name: common.failure.retry }).click();
    await app.expectPicture(app.charged(10));
    await expectShown(app.banner).toHaveText('');
    await expectOneCharge(account);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(1);
  });

  test('an answer that was lost on the way costs nothing: what was asked for turns up by itself', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const app = await openApp(studio, { as: account });
    await expectShown(app.balance).toHaveText('110');
    studio.expectProblem(/net::ERR_FAILED/);
    await app.page.route('**/trpc/generation.start**', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await app.startWork(PROMPT);
    await app.expectPicture(app.charged(10));
    await expectShown(app.stage.getByRole('alert')).toHaveCount(0);
    await expectShown(app.balance).toHaveText('100');
    await expectOneCharge(account);
  });

  test('paying while the server is away fails with a sentence, and pays once when it is back', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account, path: APP_PATHS.recharge });
    const { orders, common } = app.words;
    await app.placeOrder.click();
    await expectShown(app.simulatePayment).toBeVisible();
    await studio.stopServer();
    await app.simulatePayment.click();
    const failure = app.page.getByRole('alert').filter({ hasText: orders.pay.simulateFailed });
    await expectShown(failure).toContainText('The server cannot be reached right now.');
    await studio.startServer();
    await failure.getByRole('button', { name: common.failure.retry }).click();
    await expectShown(app.heading(orders.paid.recharge)).toBeVisible();
    await expectShown(app.balance).toHaveText('110');
    expect(await account.countCredits()).toBe(110);
  });
});
