import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeStandIn } from './describe-desktop.ts';
import { launchFixture } from './fixture/launch-fixture.ts';

describeStandIn('starting and ending on the stand-in', () => {
  let userData: string;
  beforeAll(async () => {
    userData = await mkdtemp(path.join(tmpdir(), 'creator-studio-stand-in-'));
  });
  afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));

  test('closing the last window quits in Electron’s order; a next start finds what the first has kept', async () => {
    const first = await launchFixture({ userData });
    await first.page.evaluate(`localStorage.setItem('kept', 'yes')`);
    const encrypted = await first.app.evaluate(async ({ safeStorage }) => [
      safeStorage.getSelectedStorageBackend(),
      (await safeStorage.encryptStringAsync('token')).toString('base64'),
    ]);
    expect(encrypted[0]).toBe('gnome_libsecret');
    await first.app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
      .catch(() => undefined);
    expect(await first.app.waitForExit()).toBe(0);
    expect(first.app.output()).toBe('before-quit\nwill-quit\nquit 0\n');

    const second = await launchFixture({ userData });
    try {
      expect(await second.page.evaluate(`localStorage.getItem('kept')`)).toBe('yes');
      const decrypt = second.app.evaluate(
        ({ safeStorage }, text) => safeStorage.decryptStringAsync(Buffer.from(text, 'base64')),
        encrypted[1]!,
      );
      expect(await decrypt).toEqual({ result: 'token', shouldReEncrypt: false });
    } finally {
      await second.app.close();
    }
  });

  test('main killed without warning leaves nothing behind, and a next start takes over', async () => {
    const first = await launchFixture({ userData });
    const chromium = first.page.context().browser()!;
    const disconnected = new Promise<void>((resolve) => chromium.once('disconnected', () => resolve()));
    await first.app.kill();
    await disconnected;
    const second = await launchFixture({ userData, keychain: 'none' });
    try {
      const backend = await second.app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
      expect(backend).toBe('basic_text');
    } finally {
      await second.app.close();
    }
  });

  test('an app that fails on its way up says why', async () => {
    const failing = launchFixture({ appDir: path.join(import.meta.dirname, 'fixture', 'failing') });
    await expect(failing).rejects.toThrow('this app cannot start');
  });
});
