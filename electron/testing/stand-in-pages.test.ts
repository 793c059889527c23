import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeStandIn } from './describe-desktop.ts';
import { launchFixture, type Fixture } from './fixture/launch-fixture.ts';

const HOME = 'app://fixture/index.html';

describeStandIn('pages of the stand-in', () => {
  let fixture: Fixture;
  const run = <R>(code: string): Promise<R> => fixture.page.evaluate<R>(code);
  const goHome = async (): Promise<void> => {
    const { app, page, takeHappened } = fixture;
    await app.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]!.loadURL(url), HOME);
    await page.waitForSelector('h1');
    await takeHappened();
  };
  const waitUntilHappened = async (what: string): Promise<void> => {
    const seen: string[] = [];
    await expect.poll(async () => (seen.push(...(await fixture.takeHappened())), seen)).toContain(what);
  };

  beforeAll(async () => {
    fixture = await launchFixture();
  });
  afterAll(() => fixture.app.close());
  beforeEach(goHome);

  test('a page of the app has the app’s address for main, and one of Chromium’s own for itself', async () => {
    expect(fixture.app.addressOf(fixture.page)).toBe(HOME);
    expect(await run('isSecureContext')).toBe(true);
    const url = await fixture.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]!.getURL());
    expect(url).toBe(HOME);
    expect(await run('bridge.ask("who")')).toEqual({ url: HOME, origin: 'app://fixture' });
  });

  test('a handler gets the request as the page has made it', async () => {
    const code = `fetch('/describe?a=b', { method: 'POST', headers: { 'x-own': 'yes' }, body: 'text' }).then((r) => r.json())`;
    const described = await run<{
      url: string;
      method: string;
      headers: Record<string, string>;
      body: string;
    }>(code);
    expect(described).toMatchObject({ url: 'app://fixture/describe?a=b', method: 'POST', body: 'text' });
    expect(described.headers).toMatchObject({ 'x-own': 'yes', origin: 'app://fixture', referer: HOME });
    expect(described.headers).not.toHaveProperty('host');
  });

  test('a large body arrives whole and in pieces', async () => {
    const code = `fetch('/count', { method: 'PUT', body: new Blob([new Uint8Array(3_000_000)]) }).then((r) => r.json())`;
    const { bytes, chunks } = await run<{ bytes: number; chunks: number }>(code);
    expect(bytes).toBe(3_000_000);
    expect(chunks).toBeGreaterThan(1);
  });

  test('an event stream arrives event by event, and its handler hears when the page lets go', async () => {
    const events = await run<string[]>(`new Promise((resolve) => {
      const seen = [];
      const source = new EventSource('/events');
      source.onmessage = ({ data }) => {
        seen.push(data);
        if (seen.length === 3) { source.close(); resolve(seen); }
      };
    })`);
    expect(events).toEqual(['one', 'two', 'three']);
    await waitUntilHappened('events aborted');
  });

  test('ranges, unknown files and handlers that throw look as they do over the network', async () => {
    const range = `fetch('/range', { headers: { range: 'bytes=2-5' } }).then(async (r) => [r.status, await r.text()])`;
    expect(await run(range)).toEqual([206, 'file']);
    expect(await run(`fetch('/nothing').then((r) => r.status)`)).toBe(404);
    expect(await run(`fetch('/throw').then(() => 'answered', (e) => e.name)`)).toBe('TypeError');
  });

  test('the content security policy of an answer holds', async () => {
    const inline = `(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineHasRun = true';
      document.head.append(script);
      return typeof window.inlineHasRun;
    })()`;
    expect(await run(inline)).toBe('undefined');
    expect(await run(`fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')`)).toBe('refused');
  });

  test('the preload has a world of its own, and the page finds the bridge at its first script', async () => {
    expect(await run('foundAtStart')).toEqual({ bridge: 'object', secret: 'undefined' });
    expect(await run('[typeof require, typeof process, typeof standInSend, typeof standInReceive]')).toEqual(
      Array(4).fill('undefined'),
    );
    expect(await run('[Object.isFrozen(bridge), (bridge.add = null, typeof bridge.add)]')).toEqual([
      true,
      'function',
    ]);
    expect(await run('[bridge.platform, bridge.argv.includes("--of-the-window")]')).toEqual([
      process.platform,
      true,
    ]);
    expect(
      await run(`(() => { try { return bridge.require('fs') } catch (e) { return e.message } })()`),
    ).toBe('module not found: fs');
  });

  test('functions, promises, errors and callbacks cross the bridge', async () => {
    expect(await run('bridge.add(2, 3)')).toBe(5);
    expect(await run('bridge.later(4)')).toEqual({ value: 4 });
    expect(await run('bridge.refuse().catch((e) => e.message)')).toBe('refused in the preload');
    expect(await run('(() => { try { bridge.fail() } catch (e) { return e.message } })()')).toBe(
      'failed in the preload',
    );
    expect(await run('bridge.callBack((a, b) => ({ sum: a + b }), 1, 2)')).toEqual({ sum: 3 });
  });

  test('a page cannot take the bridge over by replacing what it is made of', async () => {
    const stolen = await run<string[]>(`(() => {
      const seen = [];
      const dispatch = document.dispatchEvent;
      document.dispatchEvent = (event) => (seen.push(event.type), dispatch.call(document, event));
      JSON.stringify = (value) => (seen.push('stringify'), '');
      bridge.add(1, 1);
      delete document.dispatchEvent;
      return seen;
    })()`);
    expect(stolen).toEqual([]);
  });

  test('messages carry what can be cloned, and handlers’ errors say what Electron’s say', async () => {
    const echo = `bridge.ask('echo', new Date(5), new Map([['a', 1n]]), new Uint8Array([1, 2]), undefined, [null])
      .then(([date, map, bytes, nothing, list]) => [date.getTime(), String(map.get('a')), bytes[1], nothing === undefined, list])`;
    expect(await run(echo)).toEqual([5, '1', 2, true, [null]]);
    expect(await run(`bridge.ask('echo', { f() {} }).catch((e) => e.message)`)).toBe(
      'An object could not be cloned.',
    );
    expect(await run(`bridge.ask('fail').catch((e) => e.message)`)).toBe(
      "Error invoking remote method 'fail': Error: failed in main",
    );
    expect(await run(`bridge.ask('nobody').catch((e) => e.message)`)).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    );
  });

  test('messages go both ways, until the page stops listening', async () => {
    const replied = run(
      `new Promise((resolve) => { const off = bridge.on('noted', (text) => { off(); resolve(text); }); bridge.tell('note', 'hello'); })`,
    );
    expect(await replied).toBe('hello');
    await waitUntilHappened('note hello');
  });

  test('a page that wants to go elsewhere is asked about, and stays when refused', async () => {
    await fixture.page.click('#outside', { noWaitAfter: true });
    await waitUntilHappened('will-frame-navigate https://example.org/outside');
    await fixture.page.click('#redirected', { noWaitAfter: true });
    await waitUntilHappened('will-redirect https://example.org/redirected');
    expect(fixture.app.addressOf(fixture.page)).toBe(HOME);
  });

  test('a link to the app’s own scheme leads there', async () => {
    // Clicked again on a busy machine, where a page that is just being shown may miss it.
    await expect
      .poll(
        async () => {
          await run(`document.querySelector('#own-scheme')?.click()`).catch(() => undefined);
          return fixture.app.addressOf(fixture.page);
        },
        { interval: 500 },
      )
      .toBe('app://fixture/second.html');
    expect(await fixture.takeHappened()).toContain('will-navigate app://fixture/second.html');
  });

  test('what main loads itself is not asked about; what cannot be loaded is an error', async () => {
    const failure = await fixture.app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      await contents!.loadURL('app://fixture/second.html');
      return contents!.loadURL('http://127.0.0.1:9/').catch((error: unknown) => (error as Error).message);
    });
    expect(failure).toBe("ERR_UNSAFE_PORT (-2) loading 'http://127.0.0.1:9/'");
    expect((await fixture.takeHappened()).filter((what) => what.startsWith('will-'))).toEqual([]);
  });

  test('new windows are refused before they are there, from scripts and from links', async () => {
    expect(await run(`window.open('https://example.org/script')`)).toBeNull();
    await fixture.page.click('#new-window');
    await expect
      .poll(async () => (await fixture.app.osCalls('shell.openExternal')).map(({ args }) => args[0]))
      .toEqual(['https://example.org/script', 'https://example.org/new']);
    expect(fixture.app.windows()).toHaveLength(1);
  });

  test('a page is allowed what the app’s handlers allow', async () => {
    const ask = (name: string): Promise<string> =>
      run(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`);
    expect(await ask('geolocation')).toBe('denied');
    expect(await ask('notifications')).toBe('denied');
    expect(await ask('clipboard-write')).toBe('granted');
    expect(await run(`navigator.mediaDevices.getUserMedia({ audio: true }).catch((e) => e.name)`)).toMatch(
      /Error$/,
    );
  });

  test('listeners of requests can change headers of both directions and refuse', async () => {
    await fixture.app.evaluate(({ session }) => {
      const { webRequest } = session.defaultSession;
      webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url.endsWith('/refused') }));
      webRequest.onBeforeSendHeaders((details, answer) =>
        answer({ requestHeaders: { ...details.requestHeaders, 'x-added': 'before' } }),
      );
      webRequest.onHeadersReceived((details, answer) =>
        answer({ responseHeaders: { ...details.responseHeaders, 'x-seen': [details.url] } }),
      );
    });
    const code = `fetch('/describe').then(async (r) => [r.headers.get('x-seen'), (await r.json()).headers['x-added']])`;
    await expect.poll(() => run(code)).toEqual(['app://fixture/describe', 'before']);
    expect(await run(`fetch('/refused').catch((e) => e.name)`)).toBe('TypeError');
    await fixture.app.evaluate(({ session }) => {
      session.defaultSession.webRequest.onBeforeRequest(null);
      session.defaultSession.webRequest.onBeforeSendHeaders(null);
      session.defaultSession.webRequest.onHeadersReceived(null);
    });
  });

  test('downloads go where main says, or nowhere', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-download-'));
    const file = path.join(folder, 'saved.txt');
    await fixture.app.evaluate(({ session }, savePath) => {
      session.defaultSession.once('will-download', (_event, item) => {
        item.setSavePath(savePath);
        item.once('done', (_done, state) => {
          (globalThis as unknown as { happened: string[] }).happened.push(`${item.getFilename()} ${state}`);
        });
      });
    }, file);
    await fixture.page.click('#file');
    await waitUntilHappened('picture.txt completed');
    expect(await readFile(file, 'utf8')).toBe('a file of thirty-four characters.\n');
    await rm(folder, { recursive: true });
  });

  test('the theme main chooses is the one pages see', async () => {
    const setTheme = (theme: 'dark' | 'light' | 'system'): Promise<boolean> =>
      fixture.app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
        return nativeTheme.shouldUseDarkColors;
      }, theme);
    const isDark = `matchMedia('(prefers-color-scheme: dark)').matches`;
    expect(await setTheme('dark')).toBe(true);
    await expect.poll(() => run(isDark)).toBe(true);
    expect(await setTheme('system')).toBe(false);
    await expect.poll(() => run(isDark)).toBe(false);
  });

  test('zooming makes the page’s own pixels larger', async () => {
    expect(await run('innerWidth')).toBe(900);
    await fixture.app.pressAccelerator('CmdOrCtrl+Plus');
    await expect.poll(() => run<number>('innerWidth')).toBeLessThan(830);
    await fixture.app.pressAccelerator('CmdOrCtrl+0');
    await expect.poll(() => run('innerWidth')).toBe(900);
  });

  test('main runs scripts in the page and takes pictures of it', async () => {
    const seen = await fixture.app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      const image = await contents!.capturePage();
      return {
        sum: (await contents!.executeJavaScript('Promise.resolve(1 + 1)')) as number,
        failure: (await contents!
          .executeJavaScript('nothing.here')
          .catch((error: unknown) => (error as Error).message)) as string,
        width: image.getSize().width,
      };
    });
    expect(seen).toMatchObject({ sum: 2, width: 900 });
    expect(seen.failure).toContain('nothing is not defined');
  });

  test('a context menu is offered where the page is clicked', async () => {
    await fixture.page.fill('#field', 'words');
    await fixture.page.click('#field', { button: 'right' });
    await expect.poll(() => fixture.app.contextMenuLabels()).toContain('Cut');
  });

  test('a page that dies is reported and can be loaded again', async () => {
    await fixture.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]!.forcefullyCrashRenderer(),
    );
    await waitUntilHappened('render-process-gone crashed');
    await expect
      .poll(() =>
        fixture.app.evaluate(({ webContents }) =>
          webContents
            .getAllWebContents()[0]!
            .executeJavaScript('document.title')
            .catch(() => ''),
        ),
      )
      .toBe('Fixture');
  });
});
