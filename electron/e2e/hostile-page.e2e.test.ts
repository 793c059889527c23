import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contracts/desktop.ts';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

/** Values that make no sense to any call, as a page would write them. */
const NONSENSE = [
  `undefined`,
  `null`,
  `0`,
  `NaN`,
  `-1n`,
  `''`,
  `'x'.repeat(500_000)`,
  `[]`,
  `[{ url: '/files/a', name: 'b' }]`,
  `Array.from({ length: 10_000 }, () => ({ url: '/files/a', name: 'b' }))`,
  `(() => 1)`,
  `Symbol('a')`,
  `new Proxy({}, { get() { throw new Error('a trap') }, ownKeys() { throw new Error('a trap') } })`,
  `({ get url() { throw new Error('a getter') }, name: 'x' })`,
  `(() => { const cycle = {}; cycle.self = cycle; return cycle; })()`,
  `(() => { let deep = {}; for (let at = 0; at < 1_000; at += 1) deep = { deep }; return deep; })()`,
  `JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')`,
  `new Uint8Array(500_000)`,
  `document.body`,
  `window`,
];

/** Calls that ask for what a page may not have. */
const WISHES = {
  'settings.set': [
    `{ mode: 'hosted', serverUrl: 'https://evil.example' }`,
    `{ serverUrl: 'https://evil.example' }`,
    `{ window: { x: 0, y: 0, width: 1, height: 1, isMaximized: false } }`,
    `{ postponedUpdate: '9.9.9' }`,
    `{ locale: '../../etc/passwd' }`,
    `{ locale: 'en\\u0000' }`,
    `{ theme: '"><script>alert(1)</script>' }`,
    `{ zoom: Infinity }`,
    `{ zoom: 1e308 }`,
    `{ zoom: '2' }`,
    `{ launchAtLogin: 'yes' }`,
    `{ theme: 'dark', extra: 1 }`,
  ],
  'connection.choose': [
    `{ mode: 'local' }`,
    `{ mode: 'hosted', serverUrl: 'https://evil.example' }`,
    `{ mode: 'hosted', serverUrl: 'file:///etc/passwd' }`,
  ],
  'files.save': [
    `{ url: 'https://evil.example/files/x', name: 'x' }`,
    `{ url: '/files/../../etc/passwd', name: 'x' }`,
    `{ url: '/files/%2e%2e/trpc/auth.session', name: 'x' }`,
    `{ url: '/files/..%5c..%5cx', name: 'x\\\\y' , path: '/tmp/x' }`,
    `{ url: '/files/a\\u0000b', name: 'x' }`,
    `{ url: '/files/a b', name: 'x' }`,
    `{ url: '/files/a#b', name: 'x' }`,
    `{ url: '/files/\\u202ea', name: 'x' }`,
    `{ url: '/files/' + 'a'.repeat(100_000), name: 'x' }`,
    `{ url: '/files/a', name: 'x'.repeat(100_000) }`,
    `{ url: '/files/a', name: { toString: () => '/etc/passwd' } }`,
    `{ url: ['/files/a'], name: 'x' }`,
    `{ url: '/trpc/auth.signOut', name: 'x' }`,
    `{ url: 'app://studio/files/x', name: 'x' }`,
  ],
} as const;

describeDesktop('a page of the app that has been taken over', () => {
  let app: DesktopApp;
  let page: Page;
  beforeAll(async () => {
    app = await launchStudio();
    page = await app.firstWindow();
    await chooseThisComputer(page);
  });
  afterAll(() => app.close());

  const run = <R>(code: string): Promise<R> => page.evaluate<R>(code);
  const readState = (): Promise<DesktopState> => run(`window.studio.state.get()`);
  const readSettings = (): Promise<string> => readFile(path.join(app.userData, 'settings.json'), 'utf8');
  /** What a call came to: what it was answered with, or why it was not. */
  const outcome = (call: string, input: string): Promise<string> =>
    run(`(async () => {
      try {
        return 'answered ' + JSON.stringify(await window.studio.${call}(${input}));
      } catch (error) {
        return 'refused: ' + String(error && error.message).slice(0, 200);
      }
    })()`);

  test('gets nothing from any call by giving it nonsense, and the app goes on', async () => {
    const before = [await readState(), await readSettings()];
    for (const call of ['settings.set', 'connection.choose', 'files.save', 'files.copyImage', 'files.drag']) {
      const came = await run<
        string[]
      >(`Promise.all([${NONSENSE.map((input) => `() => ${input}`).join()}].map(async (make) => {
        try {
          return 'answered ' + JSON.stringify(await window.studio.${call}(make()));
        } catch (error) {
          return 'refused';
        }
      }))`);
      const answered = NONSENSE.filter((_input, at) => came[at] !== 'refused');
      // Something without properties of its own is a change of nothing.
      if (call !== 'settings.set') expect([call, answered]).toEqual([call, []]);
    }
    expect([await readState(), await readSettings()]).toEqual(before);
    expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
    expect(await app.osCalls('dialog.showSaveDialog')).toEqual([]);
    expect(await app.osCalls('webContents.startDrag')).toEqual([]);
  });

  test('gets nothing that is not its own by asking for it', async () => {
    const before = [await readState(), await readSettings()];
    for (const [call, inputs] of Object.entries(WISHES)) {
      for (const input of inputs)
        expect([input, await outcome(call, input)]).toEqual([input, expect.stringMatching(/refused/)]);
    }
    for (const input of WISHES['files.save']) {
      expect([input, await outcome('files.drag', input)]).toEqual([input, expect.stringMatching(/refused/)]);
      expect([input, await outcome('files.copyImage', input)]).toEqual([
        input,
        expect.stringMatching(/refused/),
      ]);
    }
    expect(await outcome('showData', '')).toMatch(/refused/);
    expect(await outcome('updates.check', '')).toMatch(/refused/);
    // Arguments that a call does not take never leave the page.
    expect(await outcome('showLogs', `'/etc'`)).toBe('answered null');
    const opened = await app.osCalls('shell.openPath');
    expect(opened.map(({ args }) => args)).toEqual([[path.join(app.userData, 'logs')]]);
    // Nothing is ready, so nothing is installed and nothing put off.
    expect(await outcome('updates.install', '')).toBe('answered null');
    expect(await outcome('updates.postpone', '')).toBe('answered null');
    expect([await readState(), await readSettings()]).toEqual(before);
  });

  test('learns of a call that fails only that it failed', async () => {
    const came = await outcome('files.copyImage', `{ url: '/files/generations/none/0.png', name: 'x' }`);
    expect(came).toBe('answered false');
    await app.answerDialog('showSaveDialog', {
      canceled: false,
      filePath: path.join(app.userData, 'none', 'x.png'),
    });
    expect(await outcome('files.save', `{ url: '/files/generations/none/0.png', name: 'x' }`)).toBe(
      'answered "failed"',
    );
  });

  test('cannot leave its folder by any address, however it is written', async () => {
    const statuses = await run<[string, number][]>(`Promise.all([
      '/../settings.json', '/..%2fsettings.json', '/%2e%2e/settings.json', '/%252e%252e%252fsettings.json',
      '/..%5csettings.json', '/..\\\\settings.json', '/%2e%2e%5c%2e%2e%5csettings.json', '/assets/..%2f..%2fsettings.json',
      '/_shell/..%2f..%2fsettings.json', '/_shell/%2e%2e%2f%2e%2e%2fpackage.json', '/assets/%00.js', '/%c0%ae%c0%ae/settings.json',
      '/\\u2024\\u2024/settings.json', '/C:/settings.json', '/etc/passwd', '/main/index.js', '/preload/preload.cjs',
      '/server/embedded-main.js', '/_shell/../../main/index.js', '/index.html', '/.vite/manifest.json',
    ].map((address) => fetch(address).then(({ status }) => [address, status], () => [address, 0])))`);
    expect(statuses.filter(([, status]) => status !== 404)).toEqual([]);
  });

  test('cannot speak to the server as anybody else, or to anything else of it', async () => {
    const ask = (address: string, init: string): Promise<number> =>
      run(`fetch(${JSON.stringify(address)}, ${init}).then(({ status }) => status, () => 0)`);
    expect(await ask('/trpc/../healthz', '{}')).toBe(404);
    expect(await ask('/files/..%2f..%2fstudio.db', '{}')).toBeGreaterThanOrEqual(400);
    expect(await ask('/trpc/auth.session', `{ method: 'PUT', body: '{}' }`)).toBe(405);
    expect(await ask('/trpc/auth.session', `{ method: 'TRACE' }`)).not.toBe(200);
    const smuggled = `{ headers: {
      'x-studio-secret': 'guessed', authorization: 'Bearer guessed', 'x-forwarded-for': '10.0.0.1',
      'x-http-method-override': 'DELETE', 'x-original-url': '/healthz',
    } }`;
    expect(await ask('/trpc/auth.session', smuggled)).toBe(200);
  });

  test('is granted nothing that it asks the system for', async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'persistent-storage',
    ];
    const states = await run<string[]>(`Promise.all(${JSON.stringify(names)}.map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => name + ' ' + state, () => name + ' denied')))`);
    expect(states).toEqual(names.map((name) => `${name} denied`));
    const tries = await run<string[]>(`Promise.all([
      Promise.resolve().then(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      Promise.resolve().then(() => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))),
      Promise.resolve().then(() => navigator.clipboard.readText()),
      Promise.resolve().then(() => navigator.serviceWorker.register('/assets/sw.js')),
      Promise.resolve().then(() => new Promise((yes, no) => {
        const worker = new Worker('data:text/javascript,postMessage(1)');
        worker.onmessage = yes;
        worker.onerror = no;
      })),
    ].map((one) => one.then(() => 'granted', () => 'refused')))`);
    expect(tries).toEqual(tries.map(() => 'refused'));
    expect(await run(`typeof document.createElement('webview').loadURL`)).toBe('undefined');
  });

  test('is in a window as closed as every other one', async () => {
    const opening = app.nextWindow();
    await run(`window.studio.openSettings()`);
    const settings = await opening;
    await expect.poll(() => app.addressOf(settings)).toBe('app://studio/_shell/settings');
    // However often it asks, there is one of them.
    await run(`Promise.all(Array.from({ length: 20 }, () => window.studio.openSettings()))`);
    const all = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        // Electron's types do not have it.
        const contents = webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
        const {
          contextIsolation,
          sandbox,
          nodeIntegration,
          nodeIntegrationInSubFrames,
          nodeIntegrationInWorker,
        } = contents.getLastWebPreferences();
        const { webviewTag, webSecurity } = contents.getLastWebPreferences();
        return {
          closed: [contextIsolation, sandbox, webSecurity].map((on) => on !== false),
          open: [nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker, webviewTag].map(
            (on) => on === true,
          ),
        };
      }),
    );
    const closed = { closed: [true, true, true], open: [false, false, false, false] };
    expect(all).toEqual([closed, closed]);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close());
  });

  test('is left where it is by links and starts that make no sense, and shown by those that do', async () => {
    const balance = await page.getByTestId('balance').textContent();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const address = app.addressOf(page);
    for (const args of [
      [`creatorstudio://orders?order=${'1'.repeat(100_000)}`],
      ['--creatorstudio://orders', '--remote-debugging-port=0', '--inspect=0'],
      ['creatorstudio://trpc/orders.simulate?orderNo=R1', '--no-sandbox'],
    ]) {
      expect(await app.startAgain(args)).toBe(0);
      expect(app.addressOf(page)).toBe(address);
    }
    const [window] = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => [one.isVisible(), one.isMinimized()]),
    );
    expect(window).toEqual([true, false]);
    expect(await page.getByTestId('balance').textContent()).toBe(balance);
    expect(app.windows()).toHaveLength(1);
    expect(await app.osCalls('shell.openExternal')).toEqual([]);
  });
});
