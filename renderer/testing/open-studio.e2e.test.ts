import { expect, test } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';
import { expectShown } from './expect-shown.ts';

describeInBrowser('the studio of a test', (studio) => {
  test('goes away and comes back at the same address with what it knew', async () => {
    const account = await studio.register();
    await account.recharge(100);
    const { url } = studio;
    const page = await studio.openWindow({ as: account, path: '/orders' });
    await expectShown(page.getByRole('main')).toBeVisible();

    await studio.stopServer();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
    await studio.startServer();
    expect(studio.url).toBe(url);
    expect(await account.isSignedIn()).toBe(true);
    expect((await account.api.orders.page.query({ skip: 0, limit: 10 })).total).toBe(1);
  });

  test('gives each window the language, colours and size it is asked for, and its own session', async () => {
    const account = await studio.register();
    const [theirs, strangers] = await Promise.all([
      studio.openWindow({ as: account, path: '/orders', locale: 'zh-CN', theme: 'dark', viewport: 'phone' }),
      studio.openWindow({ path: '/orders' }),
    ]);
    await strangers.waitForURL(/\/login/);
    await expectShown(theirs.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expectShown(strangers.locator('html')).toHaveAttribute('lang', 'en');
    expect(new URL(theirs.url()).pathname).toBe('/orders');
    expect(theirs.viewportSize()).toEqual({ width: 390, height: 844 });
    expect(await theirs.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);

    const second = await studio.openSecondWindow(theirs, '/orders');
    await expectShown(second.getByRole('main')).toBeVisible();
    expect(new URL(second.url()).pathname).toBe('/orders');
  });
});
