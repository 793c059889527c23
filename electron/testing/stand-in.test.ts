import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeStandIn } from './describe-desktop.ts';
import { launchFixture, type Fixture } from './fixture/launch-fixture.ts';

const SERVICE = path.join(import.meta.dirname, 'fixture', 'service.ts');

describeStandIn('the main process on the stand-in', () => {
  let fixture: Fixture;
  const waitUntilHappened = async (what: string): Promise<void> => {
    const seen: string[] = [];
    await expect.poll(async () => (seen.push(...(await fixture.takeHappened())), seen)).toContain(what);
  };

  beforeAll(async () => {
    fixture = await launchFixture({ args: ['--lang=zh-CN'] });
  });
  afterAll(() => fixture.app.close());

  test('main knows what Electron’s main knows of itself', async () => {
    const { userData } = fixture.app;
    const facts = await fixture.app.evaluate(({ app }) => ({
      name: app.getName(),
      version: app.getVersion(),
      locale: app.getLocale(),
      isPackaged: app.isPackaged,
      hasDock: app.dock !== undefined,
      userData: app.getPath('userData'),
      type: process.type,
      versions: [process.versions.electron, process.versions.chrome].every((version) =>
        /^\d+\./.test(version),
      ),
      argv: process.argv.slice(1, 3),
    }));
    expect(facts).toEqual({
      name: 'Fixture',
      version: '1.2.3',
      locale: 'zh-CN',
      isPackaged: false,
      hasDock: false,
      userData,
      type: 'browser',
      versions: true,
      argv: [path.join(import.meta.dirname, 'fixture'), `--user-data-dir=${userData}`],
    });
    expect(await fixture.page.evaluate('navigator.language')).toBe('zh-CN');
  });

  test('what is not covered says so and is not pretended', async () => {
    const failures = await fixture.app.evaluate((electron) => {
      const { app, BrowserWindow, session } = electron;
      const tries: (() => unknown)[] = [
        () => (app as unknown as Record<string, () => void>)['moveToApplicationsFolder']!(),
        () => (BrowserWindow as unknown as Record<string, () => void>)['addExtension']!(),
        () => new electron.WebContentsView(),
        () => electron.desktopCapturer.getSources({ types: [] }),
        () => session.fromPartition('persist:other'),
        () => new BrowserWindow({ webPreferences: { sandbox: false } }),
      ];
      return tries.map((attempt) => {
        try {
          attempt();
          return 'pretended';
        } catch (error) {
          return (error as Error).message;
        }
      });
    });
    expect(failures).toEqual(
      [
        'app.moveToApplicationsFolder',
        'BrowserWindow.addExtension',
        'WebContentsView',
        'desktopCapturer.getSources',
        "session.fromPartition('persist:other')",
        'BrowserWindow with sandbox: false',
      ].map((name) => `the stand-in does not know electron.${name}`),
    );
  });

  test('a window has a place, a state and a title, and says when they change', async () => {
    await expect
      .poll(() => fixture.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true);
    const seen = await fixture.app.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows();
      const events: string[] = [];
      for (const name of [
        'move',
        'resize',
        'maximize',
        'unmaximize',
        'minimize',
        'restore',
        'hide',
        'show',
        'blur',
        'focus',
      ]) {
        (window as unknown as NodeJS.EventEmitter).on(name, () => events.push(name));
      }
      const { workArea } = screen.getPrimaryDisplay();
      window!.setBounds({ x: 20, y: 30, width: 640, height: 480 });
      window!.maximize();
      const isWhole = JSON.stringify(window!.getBounds()) === JSON.stringify(workArea);
      const normal = window!.getNormalBounds();
      window!.unmaximize();
      window!.minimize();
      const whenMinimized = [window!.isMinimized(), window!.isVisible()];
      window!.restore();
      window!.hide();
      window!.show();
      window!.setBounds({ width: 900, height: 600 });
      return { events: events.join(' '), isWhole, normal, whenMinimized, title: window!.getTitle() };
    });
    expect(seen).toEqual({
      events:
        'move resize maximize resize unmaximize resize blur minimize restore resize focus blur hide show focus resize',
      isWhole: true,
      normal: { x: 20, y: 30, width: 640, height: 480 },
      whenMinimized: [true, false],
      title: 'Fixture',
    });
    await expect.poll(() => fixture.page.evaluate('innerWidth')).toBe(900);
  });

  test('a window that will not close stays, and one that does is gone for main and for the test', async () => {
    const opening = fixture.app.nextWindow();
    const id = await fixture.app.evaluate(({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      window.once('close', (event) => event.preventDefault());
      window.once('closed', () => (globalThis as unknown as { happened: string[] }).happened.push('closed'));
      void window.loadURL('app://fixture/second.html');
      return window.id;
    });
    const second = await opening;
    await second.waitForSelector('h1');
    expect(await second.evaluate('typeof window.bridge')).toBe('undefined');
    const close = (): Promise<void> =>
      fixture.app.evaluate(({ BrowserWindow }, of) => BrowserWindow.fromId(of)!.close(), id);
    await close();
    expect(fixture.app.windows()).toHaveLength(2);
    await close();
    await waitUntilHappened('closed');
    await expect.poll(() => fixture.app.windows()).toHaveLength(1);
    expect(await fixture.app.evaluate(({ BrowserWindow }, of) => BrowserWindow.fromId(of), id)).toBeNull();
  });

  test('menus are clicked and chosen by their keys, roles included', async () => {
    await fixture.app.pressAccelerator('CmdOrCtrl+,');
    await fixture.app.clickMenuItem('switch');
    await fixture.app.clickMenuItem('switch');
    expect((await fixture.takeHappened()).filter((what) => !what.startsWith('permission'))).toEqual([
      'settings',
      'switch true',
      'switch false',
    ]);
    await fixture.page.fill('#field', 'chosen');
    await fixture.page.focus('#field');
    await fixture.app.pressAccelerator('CmdOrCtrl+A');
    await expect.poll(() => fixture.page.evaluate('String(getSelection())')).toBe('chosen');
    await expect(fixture.app.pressAccelerator('CmdOrCtrl+Alt+9')).rejects.toThrow('no item of the menu');
  });

  test('the tray and notifications are seen and clicked', async () => {
    expect(await fixture.app.trays()).toEqual([
      { tooltip: '12 credits', title: '', items: [{ id: 'tray-open', label: 'Open', enabled: true }] },
    ]);
    await fixture.app.clickTrayItem('tray-open');
    await fixture.app.clickTray();
    await fixture.app.evaluate(({ Notification }) => {
      const notification = new Notification({ title: 'Paid', body: '100 credits' });
      notification.on('click', () =>
        (globalThis as unknown as { happened: string[] }).happened.push('clicked'),
      );
      notification.show();
    });
    await fixture.app.clickNotification('Paid');
    expect(await fixture.takeHappened()).toEqual(['tray-open', 'tray click', 'clicked']);
    expect(await fixture.app.osCalls('Notification.show')).toEqual([
      { name: 'Notification.show', args: [{ title: 'Paid', body: '100 credits' }] },
    ]);
  });

  test('dialogs get the test’s answers, and are dismissed without one', async () => {
    await fixture.app.answerDialog('showSaveDialog', { canceled: false, filePath: '/somewhere/work.png' });
    const answers = await fixture.app.evaluate(async ({ dialog }) => [
      await dialog.showSaveDialog({ title: 'Save' }),
      await dialog.showSaveDialog({ title: 'Save' }),
      (await dialog.showMessageBox({ message: 'Sure?', buttons: ['Yes', 'No'], cancelId: 1 })).response,
    ]);
    expect(answers).toEqual([
      { canceled: false, filePath: '/somewhere/work.png' },
      { canceled: true, filePath: '' },
      1,
    ]);
    expect(await fixture.app.osCalls('dialog.showMessageBox')).toHaveLength(1);
  });

  test('nothing reaches the operating system, and all of it is noted', async () => {
    const seen = await fixture.app.evaluate(async ({ app, clipboard, shell, webContents }) => {
      await shell.openExternal('https://example.org/');
      shell.showItemInFolder('/somewhere');
      app.setLoginItemSettings({ openAtLogin: true });
      await clipboard.writeText('copied');
      webContents.getAllWebContents()[0]!.startDrag({ file: '/somewhere/work.png', icon: '/icon.png' });
      return { login: app.getLoginItemSettings().openAtLogin, copied: await clipboard.readText() };
    });
    expect(seen).toEqual({ login: true, copied: 'copied' });
    const names = (await fixture.app.osCalls()).map(({ name }) => name);
    expect(names[0]).toBe('app.setAsDefaultProtocolClient');
    expect(names).toEqual(
      expect.arrayContaining([
        'shell.openExternal',
        'shell.showItemInFolder',
        'app.setLoginItemSettings',
        'clipboard.writeText',
        'webContents.startDrag',
      ]),
    );
  });

  test('a utility process has the given environment and no other, speaks, prints and ends', async () => {
    const seen = await fixture.app.evaluate(async ({ utilityProcess }, file) => {
      const child = utilityProcess.fork(file, ['--port', '0'], { env: { ONLY: 'this' }, stdio: 'pipe' });
      const events: string[] = [];
      child.once('spawn', () => events.push('spawn'));
      const printed = new Promise<string>((resolve) =>
        child.stdout!.once('data', (text) => resolve(String(text))),
      );
      child.postMessage({ kind: 'print' });
      const answer = await new Promise<unknown>((resolve) => child.once('message', resolve));
      const ended = new Promise<number>((resolve) => child.once('exit', resolve));
      child.postMessage({ kind: 'exit' });
      const killed = utilityProcess.fork(file, [], { stdio: 'ignore' });
      const gone = new Promise<number>((resolve) => killed.once('exit', resolve));
      killed.once('spawn', () => killed.kill());
      return {
        answer,
        printed: await printed,
        code: await ended,
        killedCode: await gone,
        events,
        pid: child.pid,
      };
    }, SERVICE);
    expect(seen).toEqual({
      answer: { got: { kind: 'print' }, environment: { ONLY: 'this' }, argv: ['--port', '0'] },
      printed: 'printed by the service\n',
      code: 7,
      killedCode: 15,
      events: ['spawn'],
      pid: undefined,
    });
  });

  test('packages that require electron get the same module', async () => {
    const seen = await fixture.app.evaluate((electron) => {
      const require = process
        .getBuiltinModule('node:module')
        .createRequire(`${electron.app.getAppPath()}/main.ts`);
      const { autoUpdater } = require('electron-updater') as {
        autoUpdater: { currentVersion: { version: string } };
      };
      return [require('electron') === electron, autoUpdater.currentVersion.version];
    });
    expect(seen).toEqual([true, '1.2.3']);
  });

  test('main fetches from its own scheme and from the network, and a refused connection has Chromium’s name', async () => {
    const seen = await fixture.app.evaluate(async ({ net, session }) => {
      const url = 'app://fixture/describe';
      const own = await session.defaultSession.fetch(url, {
        method: 'POST',
        body: 'text',
        credentials: 'omit',
      });
      const bypassed = net.fetch(url, { bypassCustomProtocolHandlers: true });
      const refused = net.fetch('http://127.0.0.1:1023/');
      const readMessage = (error: unknown): string => (error as Error).message;
      return [
        ((await own.json()) as { body: string }).body,
        await bypassed.catch(readMessage),
        await refused.catch(readMessage),
      ];
    });
    expect(seen).toEqual(['text', 'net::ERR_UNKNOWN_URL_SCHEME', 'net::ERR_CONNECTION_REFUSED']);
  });

  test('a second start hands its arguments to the first and ends', async () => {
    await fixture.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.blur());
    expect(await fixture.app.startAgain(['fixture://open/42'])).toBe(0);
    await waitUntilHappened('second-instance fixture://open/42 {"from":"fixture"}');
    expect(await fixture.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(
      true,
    );
    expect(fixture.app.windows()).toHaveLength(1);
  });

  test('screens, the system’s theme and power are what a test says', async () => {
    const seen = await fixture.app.evaluate(({ nativeTheme, powerMonitor, screen }) => {
      const events: string[] = [];
      nativeTheme.on('updated', () => events.push(`dark ${nativeTheme.shouldUseDarkColors}`));
      powerMonitor.on('resume', () => events.push('resume'));
      (nativeTheme as unknown as { setSystemDark(isDark: boolean): void }).setSystemDark(true);
      (nativeTheme as unknown as { setSystemDark(isDark: boolean): void }).setSystemDark(false);
      (powerMonitor as unknown as NodeJS.EventEmitter).emit('resume');
      (screen as unknown as { setDisplays(areas: object[]): void }).setDisplays([
        { x: 0, y: 0, width: 1280, height: 800 },
        { x: 1280, y: 0, width: 1920, height: 1080 },
      ]);
      const { id } = screen.getDisplayMatching({ x: 1300, y: 10, width: 100, height: 100 });
      return { events, id };
    });
    expect(seen).toEqual({ events: ['dark true', 'dark false', 'resume'], id: 2 });
  });
});
