import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ensureBrowser } from './ensure-browser.ts';
import { BrowserPathError, findBrowser } from './find-browser.ts';

// Elsewhere browsers are also found where no PATH leads.
const isFindable = process.platform === 'linux' && !existsSync(chromium.executablePath());

describe.runIf(isFindable)('the browser', () => {
  let folder: string;
  beforeEach(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-browser-'));
    onTestFinished(() => rm(folder, { recursive: true }));
  });

  const write = async (name: string, script: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  };
  const BROWSER = 'echo Chromium 150';
  const installer = (folderName: string): string =>
    `echo "$@" >> ${folderName}/asked\ncase "$*" in *" install "*) printf '#!/bin/sh\\n' > ${folderName}/chromium; /bin/chmod +x ${folderName}/chromium;; esac`;

  test('is the one CHROMIUM_PATH names, and no other when there is none', async () => {
    await write('chromium', BROWSER);
    const own = await write('my-browser', BROWSER);
    expect(findBrowser({ PATH: folder, CHROMIUM_PATH: own })).toBe(own);
    expect(() => findBrowser({ PATH: folder, CHROMIUM_PATH: path.join(folder, 'none') })).toThrow(
      BrowserPathError,
    );
  });

  test('is found on the PATH by any of its names, if it runs at all', async () => {
    expect(findBrowser({ PATH: folder })).toBeNull();
    await write('chromium-browser', 'echo "install it with snap" >&2; exit 1');
    expect(findBrowser({ PATH: folder })).toBeNull();
    const chrome = await write('google-chrome', BROWSER);
    expect(findBrowser({ PATH: folder })).toBe(chrome);
  });

  test('is installed by root where the system knows how, after its lists were renewed once', async () => {
    await write('apt-get', installer(folder));
    expect(await ensureBrowser({ environment: { PATH: folder }, isRoot: false })).toBeNull();
    expect(existsSync(path.join(folder, 'asked'))).toBe(false);

    const found = await ensureBrowser({ environment: { PATH: folder }, isRoot: true });
    expect(found).toBe(path.join(folder, 'chromium'));
    const asked = (await readFile(path.join(folder, 'asked'), 'utf8')).trim().split('\n');
    expect(asked).toEqual([
      expect.stringMatching(/ update$/),
      expect.stringMatching(/ install -y --no-install-recommends chromium fonts-noto-cjk$/),
    ]);
    expect(await ensureBrowser({ environment: { PATH: folder }, isRoot: true })).toBe(found);
  });

  test('is missing, and that is no failure, where installing does not work', async () => {
    await write('apt-get', 'exit 100');
    expect(await ensureBrowser({ environment: { PATH: folder }, isRoot: true })).toBeNull();
  });
});
