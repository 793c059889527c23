import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SHELL_SCREENS } from '../../shared/contracts/desktop.ts';
import { createShellClient, embeddedStart, launchEmbedded } from '../../server/testing/embedded-process.ts';
import { buildDesktop } from './build-desktop.ts';
import { FUSES, makeFakeElectron, readFuses, type FuseStates } from './fake-electron.ts';
import { packOffline, type Packing } from './pack-offline.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PARTS = ['main', 'preload', 'renderer', 'screens', 'server'];

/** What stays a package, file by file. */
const SQLITE_BINARY = `node_modules/sqlite3/prebuilds/linux-${process.arch}/@appthreat+sqlite3.glibc.node`;
const ARGON2_BINARY = `node_modules/@node-rs/argon2-linux-${process.arch}-gnu/argon2.linux-${process.arch}-gnu.node`;
const PACKAGE_FILES = [
  ...['LICENSE', 'index.js', 'package.json'].map((file) => `node_modules/@node-rs/argon2/${file}`),
  `${path.posix.dirname(ARGON2_BINARY)}/package.json`,
  ...['LICENSE', 'index.js', 'node-gyp-build.js', 'package.json'].map(
    (file) => `node_modules/node-gyp-build/${file}`,
  ),
  ...['LICENSE', 'package.json'].map((file) => `node_modules/sqlite3/${file}`),
  ...['pool', 'promises', 'sqlite3', 'sqlite3-binding', 'trace', 'worker'].map(
    (name) => `node_modules/sqlite3/lib/${name}.js`,
  ),
];

/** How they are to stand; the one that nobody decides about stays as Electron has it. */
const WANTED_FUSES: Omit<FuseStates, 'loadBrowserProcessSpecificV8Snapshot'> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

const DRAWING_TIMEOUT_MS = 20_000;

// electron-builder packs for Linux on every system, but npm installs what is compiled for the one it runs on.
describe.skipIf(process.platform !== 'linux')('the packed desktop app', () => {
  let folder: string;
  let packing: Packing;
  let archive: string;
  let files: string[];
  let appDir: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-package-'));
    await buildDesktop();
    const electron = path.join(folder, 'electron');
    // The other way round in every place, so that each has to be flipped.
    const fuses = FUSES.map((fuse) => [fuse, !(WANTED_FUSES as Partial<FuseStates>)[fuse]]);
    await makeFakeElectron(electron, Object.fromEntries(fuses) as FuseStates);
    packing = await packOffline(folder, electron);
    expect(packing.code, packing.output).toBe(0);
    archive = path.join(folder, 'linux-unpacked/resources/app.asar');
    files = listPackage(archive, { isPack: false })
      .map((file) => file.slice(1))
      .filter((file) => !('files' in statFile(archive, file)));
    appDir = path.join(folder, 'app');
    extractAll(archive, appDir);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is packed without a download', () => {
    expect(packing.networkLog).toBe('');
  });

  it('holds the built parts, its package.json and the packages with compiled code, and nothing else', async () => {
    const built = await listBuiltFiles();
    expect(files.toSorted()).toEqual(
      [...built, 'package.json', ...PACKAGE_FILES, SQLITE_BINARY, ARGON2_BINARY].toSorted(),
    );
    expect(built).toEqual(
      expect.arrayContaining([
        'dist/desktop/main/LICENSES.md',
        'dist/desktop/preload/preload.cjs',
        'dist/desktop/renderer/index.html',
        'dist/desktop/server/LICENSES.md',
        'dist/desktop/server/embedded-main.js',
        'dist/desktop/server/render-worker.js',
        ...SHELL_SCREENS.map((screen) => `dist/desktop/screens/${screen}.html`),
      ]),
    );
  });

  it('holds no source, no test, no map, nothing compressed and no path of the machine that built it', async () => {
    const odd = /\.(tsx?|map|br|gz)$|\.(test|soak)\.|(^|\/)(testing|e2e|\.build-stamp)(\/|$)/;
    expect(files.filter((file) => odd.test(file) && !file.startsWith('node_modules/'))).toEqual([]);
    const telling: string[] = [];
    for (const file of files) {
      const text = await readFile(path.join(appDir, file), 'latin1');
      if (text.includes(ROOT) || /\n\/\/# sourceMappingURL=/.test(text)) telling.push(file);
    }
    expect(telling).toEqual([]);
  });

  it('names its main, and no script and no dependency of development', () => {
    const described = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
    expect(files).toContain(described['main']);
    expect(described).toMatchObject({
      name: 'creator-studio',
      productName: 'Creator Studio',
      type: 'module',
    });
    expect(Object.keys(described)).not.toEqual(expect.arrayContaining(['scripts']));
    expect(Object.keys(described)).not.toEqual(expect.arrayContaining(['devDependencies']));
  });

  it('has exactly the compiled files outside of the archive, where the system can load them', async () => {
    const outside = files.filter((file) => {
      const entry = statFile(archive, file);
      return 'unpacked' in entry && entry.unpacked;
    });
    expect(outside.toSorted()).toEqual([SQLITE_BINARY, ARGON2_BINARY].toSorted());
    expect((await listFiles(`${archive}.unpacked`)).toSorted()).toEqual(outside.toSorted());
  });

  it('has its fuses flipped as the design lists them', async () => {
    const program = path.join(folder, 'linux-unpacked/creator-studio');
    expect(existsSync(program)).toBe(true);
    expect(await readFuses(program)).toEqual({
      ...WANTED_FUSES,
      loadBrowserProcessSpecificV8Snapshot: true,
    });
  });

  it('knows one https address for updates', async () => {
    const text = await readFile(path.join(folder, 'linux-unpacked/resources/app-update.yml'), 'utf8');
    expect(text.match(/^(provider|url): .*$/gm)).toEqual([
      'provider: generic',
      expect.stringMatching(/^url: https:\/\//),
    ]);
  });

  it('brings everything its server needs: it starts, hashes a password and draws a picture', async () => {
    const data = path.join(folder, 'data');
    await mkdir(data);
    const child = launchEmbedded({ file: path.join(appDir, 'dist/desktop/server/embedded-main.js') });
    try {
      const start = embeddedStart(data, { webDir: path.join(appDir, 'dist/desktop/renderer') });
      child.say(start);
      const message = await child.next();
      if (message.type !== 'listening') throw new Error(`${JSON.stringify(message)} ${child.written()}`);
      const shell = createShellClient(message.port, start.secret);
      expect((await shell.fetch('/healthz')).status).toBe(200);
      expect((await fetch(`http://127.0.0.1:${message.port}/healthz`)).status).toBe(403);
      await shell.mutate('desktop.openLocalProfile');
      await shell.mutate('auth.setFirstPassword', { password: 'correct horse battery' });
      const { order } = await shell.mutate<{ order: { orderNo: string } }>('orders.placeRecharge', {
        priceId: 2,
        paymentMethod: 'alipay',
      });
      await shell.mutate('orders.simulate', { orderType: 'recharge', orderNo: order.orderNo });
      const id = randomUUID();
      await shell.mutate('generation.start', { id, kind: 'IMAGE', prompt: 'a lighthouse' });
      const isDrawn = async (): Promise<boolean> =>
        (await shell.query<{ status: string }>('generation.get', { id })).status === 'SUCCEEDED';
      await vi.waitUntil(isDrawn, { timeout: DRAWING_TIMEOUT_MS, interval: 50 });
      child.say({ type: 'stop' });
      expect(await child.next()).toEqual({ type: 'stopped' });
      expect(await child.ended()).toBe(0);
      expect(child.written()).toBe('');
    } finally {
      await child.kill();
    }
  });
});

async function listBuiltFiles(): Promise<string[]> {
  const lists = await Promise.all(
    PARTS.map(async (part) => {
      const inside = await listFiles(path.join(ROOT, 'dist/desktop', part));
      return inside.map((file) => `dist/desktop/${part}/${file}`);
    }),
  );
  return lists.flat();
}

/** Every file in `folder`, by its path there, with `/` between the names. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
