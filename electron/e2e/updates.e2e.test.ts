import { afterEach, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeStandIn } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

describeStandIn('a packaged app without an address for updates', () => {
  let app: DesktopApp;
  afterEach(() => app.close());

  test('says that it does not update itself, and asks nobody', async () => {
    app = await launchStudio({ driver: 'stand-in', env: { STAND_IN_PACKAGED: '1' } });
    const page = await app.firstWindow();
    await page.waitForFunction(`'studio' in window`);
    const readState = (): Promise<DesktopState> => page.evaluate(`window.studio.state.get()`);
    await expect.poll(async () => (await readState()).update.status).toBe('unsupported');
    expect(await page.evaluate(`window.studio.updates.check()`)).toEqual({ status: 'unsupported' });
    expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.length)).toBeGreaterThan(4);
  });
});
