import { afterEach, expect, test } from 'vitest';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { launchStudio } from './launch-studio.ts';

describeDesktop('the first run', () => {
  let app: DesktopApp | undefined;
  afterEach(() => app?.close());

  test('asks where to work; on this computer, the local profile is signed in without a form', async () => {
    app = await launchStudio();
    const page = await app.firstWindow();
    await expect.poll(() => app?.addressOf(page)).toBe('app://studio/_shell/first-run');
    await page.evaluate(`window.studio.connection.choose({ mode: 'local' })`).catch(() => undefined);
    await page.waitForSelector('[data-testid="balance"]');
    expect(app.addressOf(page)).toBe('app://studio/create');
    const session = await page.evaluate<{ result: { data: { json: object } } }>(
      `fetch('/trpc/auth.session').then((answer) => answer.json())`,
    );
    expect(session.result.data.json).toMatchObject({
      username: 'creator',
      isLocal: true,
      hasPassword: false,
    });
  });
});
