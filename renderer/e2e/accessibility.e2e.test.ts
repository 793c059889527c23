import type { Page } from 'playwright';
import { beforeAll, test } from 'vitest';
import { APP_PATHS } from '../../shared/app-paths.ts';
import type { StudioAccount } from '../../tools/browser/studio-account.ts';
import { waitUntilStill } from '../../tools/web/wait-until-still.ts';
import { checkAccessibility } from '../testing/check-accessibility.ts';
import { describeInBrowser } from '../testing/describe-in-browser.ts';

const PUBLIC: readonly string[] = [
  APP_PATHS.login,
  APP_PATHS.register,
  APP_PATHS.recover,
  APP_PATHS.terms,
  APP_PATHS.privacy,
  APP_PATHS.refunds,
  '/nothing-here',
];
const PRIVATE = Object.values(APP_PATHS).filter((path) => path !== APP_PATHS.home && !PUBLIC.includes(path));

/** Looks at every page before it fails, so that one run tells everything. */
async function walk(page: Page, paths: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('main').waitFor();
    await waitUntilStill(page);
    await checkAccessibility(page).catch((error: unknown) => found.push(String(error)));
  }
  if (found.length > 0) throw new Error(found.join('\n'));
}

/** Many pages, each looked at for a second or two. */
const WALK_TIMEOUT_MS = 180_000;

describeInBrowser('axe finds no serious or critical problem', (studio) => {
  let maker: StudioAccount;
  let newcomer: StudioAccount;
  beforeAll(async () => {
    [maker, newcomer] = await Promise.all([studio.register(), studio.register()]);
    await maker.recharge(100);
    await maker.orderMembership('QUARTERLY');
    await maker.orderRecharge(10);
    await Promise.all([
      maker.makeWork({ prompt: 'mountains at dawn' }),
      maker.makeWork({ prompt: 'a letter to autumn', kind: 'TEXT' }),
      maker.makeWork({ prompt: 'a red lantern [fail]' }),
    ]);
  });

  const LOOKS = [
    { theme: 'light', viewport: 'desk', locale: 'en' },
    { theme: 'dark', viewport: 'phone', locale: 'zh-CN' },
  ] as const;

  test.each(LOOKS)(
    'on any page for visitors: $theme, $viewport, $locale',
    async (looks) => {
      studio.expectProblem(/status of 404.*nothing-here/);
      await walk(await studio.openWindow(looks), PUBLIC);
    },
    WALK_TIMEOUT_MS,
  );

  test.each(LOOKS)(
    'on any page of somebody with works and orders: $theme, $viewport, $locale',
    async (looks) => {
      await walk(await studio.openWindow({ ...looks, as: maker }), PRIVATE);
    },
  );

  test.each(LOOKS)(
    'on any page of somebody new: $theme, $viewport, $locale',
    async (looks) => {
      await walk(await studio.openWindow({ ...looks, as: newcomer }), PRIVATE);
    },
    WALK_TIMEOUT_MS,
  );
});
