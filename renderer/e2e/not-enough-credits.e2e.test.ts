import { beforeEach, expect, test } from 'vitest';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { openApp, openSecondApp } from '../testing/app-window.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { expectShown } from '../testing/expect-shown.ts';
import { fillIn } from '../testing/fill-in.ts';
import { PATIENCE_MS } from '../testing/open-studio.ts';

const PROMPT = 'two herons over a frozen lake';

async function countWorks(account: StudioAccount): Promise<number> {
  return (await account.api.generation.page.query({ skip: 0, limit: 10 })).total;
}

describeInBrowser('who has too few credits', (studio) => {
  // Pressed before the page knows the balance, the server says it.
  beforeEach(() => studio.expectProblem(/status of 402/));

  test('recharges in a small dialog, and the very prompt goes on by itself', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account });
    const { recharge } = app.words;
    await app.startWork(PROMPT);
    const sentence = fillIn(recharge.dialog.short, { required: 10, available: 0, shortfall: 10 });
    await expectShown(app.rechargeDialog.getByText(sentence)).toBeVisible();
    // The smallest package that suffices is chosen already.
    await expectShown(app.rechargeDialog.getByRole('radio').first()).toBeChecked();
    await app.placeOrder.click();
    await app.simulatePayment.click();
    await expectShown(app.rechargeDialog).toBeHidden();
    await app.expectPicture(app.charged(10));
    await expectShown(app.stage).toContainText(PROMPT);
    await expectShown(app.balance).toHaveText('0');
    expect(await countWorks(account)).toBe(1);
  });

  test('closes the dialog and has lost nothing: the prompt stays, nothing is ordered or charged', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account });
    await app.startWork(PROMPT);
    await expectShown(app.rechargeDialog).toBeVisible();
    await app.page.keyboard.press('Escape');
    await expectShown(app.rechargeDialog).toBeHidden();
    await expectShown(app.prompt).toHaveValue(PROMPT);
    await expectShown(app.create).toBeFocused();
    await app.page.reload();
    await expectShown(app.prompt).toHaveValue(PROMPT);
    expect(await countWorks(account)).toBe(0);
    expect((await account.api.orders.page.query({ skip: 0, limit: 10 })).total).toBe(0);
  });

  test('becomes a member instead, and finds the prompt as it was', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account });
    const { recharge, orders, generation } = app.words;
    await app.startWork(PROMPT);
    await app.rechargeDialog.getByRole('link', { name: recharge.dialog.membership }).click();
    await expectShown(app.heading(app.words.membership.title)).toBeVisible();
    await app.placeOrder.click();
    await app.simulatePayment.click();
    await expectShown(app.heading(orders.paid.membership)).toBeFocused();
    await app.page.getByRole('link', { name: orders.paid.create }).click();
    await expectShown(app.prompt).toHaveValue(PROMPT);
    await app.create.click();
    await app.expectPicture(generation.receipt.COVERED_BY_MEMBERSHIP);
    expect(await countWorks(account)).toBe(1);
  });

  test('pays in another window, and the prompt that waits in the dialog goes on', async () => {
    const account = await studio.register();
    const app = await openApp(studio, { as: account });
    await app.startWork(PROMPT);
    await expectShown(app.rechargeDialog).toBeVisible();
    await account.recharge(10);
    await app.expectPicture(app.charged(10));
    await expectShown(app.rechargeDialog).toBeHidden();
    expect(await countWorks(account)).toBe(1);
  });
});

describeInBrowser('one wish is one work and one charge', (studio) => {
  test('whether it is clicked twice or entered twice', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const app = await openApp(studio, { as: account });
    await app.prompt.fill('a double click');
    await app.create.dblclick();
    await app.expectPicture(app.charged(10));
    await expectShown(app.create).toBeEnabled();
    await app.prompt.fill('two times Enter');
    await app.prompt.press('Control+Enter');
    await app.prompt.press('Control+Enter');
    await expectShown(app.stage).toContainText('two times Enter');
    await app.expectPicture(app.charged(10));
    await expectShown(app.balance).toHaveText('90');
    expect(await countWorks(account)).toBe(2);
  });

  test('and two windows that press at once are two wishes; where there is enough for one, the other is told', async () => {
    const account = await studio.register();
    await account.recharge(10);
    const first = await openApp(studio, { as: account });
    const second = await openSecondApp(studio, first);
    await first.prompt.fill('from the first window');
    await second.prompt.fill('from the second window');
    // The one that comes too late is answered 402, which Chromium notes, unless its page heard of
    // the spent credits first and asked for more by itself.
    studio.expectProblem(/status of 402/);
    await Promise.all([first.create.click(), second.create.click()]);
    const countTold = async (): Promise<number> =>
      (await first.rechargeDialog.count()) + (await second.rechargeDialog.count());
    await expect.poll(countTold, { timeout: PATIENCE_MS }).toBe(1);
    await expect.poll(() => account.countCredits()).toBe(0);
    expect(await countWorks(account)).toBe(1);
    const loser = (await first.rechargeDialog.isVisible()) ? first : second;
    await loser.page.keyboard.press('Escape');
    await expectShown(loser.prompt).toHaveValue(/window$/);
    for (const { balance } of [first, second]) await expectShown(balance).toHaveText('0');
  });
});
