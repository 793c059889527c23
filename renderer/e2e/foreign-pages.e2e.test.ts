import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';
import { openForeignSite, type ForeignSite } from '../testing/open-foreign-site.ts';

/** What a foreign page would like the visitor to do, and never see the answer of. */
const WISHES = [
  { path: '/trpc/auth.signOut', body: '{"json":null,"meta":{"values":["undefined"]}}' },
  { path: '/trpc/orders.placeRecharge', body: '{"json":{"priceId":1,"paymentMethod":"alipay"}}' },
  {
    path: '/trpc/generation.start',
    body: '{"json":{"id":"0193a2f4-7c1e-7d21-9b4a-3f5e6a7b8c9d","kind":"TEXT","prompt":"stolen"}}',
  },
  { path: '/api/v1/credit/recharge', body: '{"price_id":1,"payment_method":"alipay"}' },
] as const;

/** Sends every wish in a way that scripts of a foreign page have; resolves when all have been answered or refused. */
async function sendByFetch(page: Page, url: string, contentType: string, mode: RequestMode): Promise<void> {
  await page.evaluate(
    async ({ wishes, target, type, how }) => {
      for (const { path, body } of wishes) {
        // A refusal by the browser itself is as good as one by the server.
        await fetch(target + path, {
          method: 'POST',
          mode: how as 'cors',
          credentials: 'include',
          headers: { 'content-type': type },
          body,
        }).catch(() => undefined);
      }
    },
    { wishes: WISHES, target: url, type: contentType, how: mode },
  );
}

/** Sends one wish by a form, whose text/plain body is made to read as JSON; resolves when the answer is shown. */
async function sendByForm(
  page: Page,
  url: string,
  wish: (typeof WISHES)[number],
  enctype: string,
): Promise<void> {
  const [name, value] = [`${wish.body.slice(0, -1)},"x":"`, '"}'];
  await page.setContent(
    `<form method="post" enctype="${enctype}" action="${url}${wish.path}"><input type="hidden"><button>Send</button></form>`,
  );
  await page.locator('input').evaluate(
    (input, [first, second]) => {
      input.setAttribute('name', first ?? '');
      input.setAttribute('value', second ?? '');
    },
    [name, value],
  );
  await page.locator('button').click();
  await page.waitForURL(`${url}${wish.path}`);
}

async function expectUntouched(account: StudioAccount): Promise<void> {
  expect(await account.isSignedIn()).toBe(true);
  expect((await account.api.orders.page.query({ skip: 0, limit: 10 })).total).toBe(0);
  expect((await account.api.generation.page.query({ skip: 0, limit: 10 })).total).toBe(0);
}

describeInBrowser('a page of somebody else changes nothing in the visitor’s name', (studio) => {
  let foreign: ForeignSite;
  beforeAll(async () => {
    foreign = await openForeignSite();
  });
  afterAll(() => foreign.close());

  // Chromium speaks in the console of every answer it keeps from a foreign page.
  const openForeignPage = async (place: 'sameSiteUrl' | 'crossSiteUrl', as: StudioAccount): Promise<Page> => {
    studio.expectProblem(/status of 4\d\d|net::ERR_(FAILED|BLOCKED_BY_RESPONSE)|CORS policy/);
    const page = await studio.openWindow({ as });
    await page.goto(foreign[place]);
    return page;
  };

  test.each([
    ['text/plain, unseen', 'sameSiteUrl', 'text/plain', 'no-cors'],
    ['a form’s type, unseen', 'sameSiteUrl', 'application/x-www-form-urlencoded', 'no-cors'],
    ['JSON, which asks first', 'sameSiteUrl', 'application/json', 'cors'],
    ['text/plain, unseen', 'crossSiteUrl', 'text/plain', 'no-cors'],
    ['JSON, which asks first', 'crossSiteUrl', 'application/json', 'cors'],
  ] as const)('by a script that sends %s from %s', async (_case, place, contentType, mode) => {
    const account = await studio.register();
    const page = await openForeignPage(place, account);
    await sendByFetch(page, studio.url, contentType, mode);
    await expectUntouched(account);
  });

  test.each([
    ['sameSiteUrl', 'text/plain'],
    ['sameSiteUrl', 'application/x-www-form-urlencoded'],
    ['crossSiteUrl', 'text/plain'],
  ] as const)('by a form from %s as %s', async (place, enctype) => {
    const account = await studio.register();
    const page = await openForeignPage(place, account);
    for (const wish of WISHES) {
      await page.goto(foreign[place]);
      await sendByForm(page, studio.url, wish, enctype);
    }
    await expectUntouched(account);
  });

  test('the same requests do change something when a page of the app sends them', async () => {
    studio.expectProblem(/status of 401/);
    const account = await studio.register();
    const page = await studio.openWindow({ as: account, path: '/terms' });
    const statuses = await page.evaluate(
      async (wishes) => {
        const found: number[] = [];
        for (const { path, body } of wishes) {
          const answer = await fetch(path, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body,
          });
          found.push(answer.status);
        }
        return found;
      },
      [WISHES[1], WISHES[0]],
    );
    expect(statuses).toEqual([200, 200]);
    expect(await account.isSignedIn()).toBe(false);
  });
});
