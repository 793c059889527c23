import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDesktop } from '../testing/describe-desktop.ts';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { chooseThisComputer } from './choose-this-computer.ts';
import { launchStudio } from './launch-studio.ts';

describeDesktop('a page of the app', () => {
  let app: DesktopApp;
  let page: Page;
  beforeAll(async () => {
    app = await launchStudio();
    page = await app.firstWindow();
    await chooseThisComputer(page);
  });
  afterAll(() => app.close());

  /** Attempts to leave that have been refused so far. */
  const countRefusals = async (): Promise<number> => {
    const log = await readFile(path.join(app.userData, 'logs', 'main.log'), 'utf8');
    return log.match(/a page was to go to/g)?.length ?? 0;
  };
  const run = <R>(code: string): Promise<R> => page.evaluate<R>(code);

  test('has the bridge as it is listed, frozen, and nothing of Node or Electron', async () => {
    const list = `(function list(value) {
      if (typeof value !== 'object') return typeof value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, list(inner)]));
    })(window.studio)`;
    expect(await run(list)).toEqual({
      platform: 'string',
      versions: { app: 'string', electron: 'string', chrome: 'string' },
      state: { get: 'function', onChange: 'function' },
      settings: { set: 'function' },
      connection: { choose: 'function', retry: 'function' },
      files: { save: 'function', copyImage: 'function', drag: 'function' },
      updates: { check: 'function', install: 'function', postpone: 'function' },
      onNavigate: 'function',
      openSettings: 'function',
      showLogs: 'function',
      showData: 'function',
    });
    const globals = [
      'require',
      'process',
      'Buffer',
      'module',
      'global',
      '__dirname',
      'ipcRenderer',
      'electron',
    ];
    expect(await run(`${JSON.stringify(globals)}.filter((name) => name in globalThis)`)).toEqual([]);
    await run(`try { window.studio.settings.set = () => 'taken over' } catch {}`);
    expect(await run(`window.studio.settings.set({}) instanceof Promise`)).toBe(true);
  });

  test('is refused calls that are for the shell’s own screens, and inputs that make no sense', async () => {
    const refusal = (code: string): Promise<string> =>
      run(`${code}.then(() => 'allowed', (error) => error.message)`);
    for (const code of [
      `window.studio.connection.choose({ mode: 'hosted', serverUrl: 'https://evil.example' })`,
      `window.studio.showData()`,
      `window.studio.settings.set({ mode: 'hosted' })`,
      `window.studio.settings.set({ theme: 'dark', window: {} })`,
      `window.studio.files.save({ url: 'file:///etc/passwd', name: 'x' })`,
      `window.studio.files.save({ url: '/files/../trpc/auth.session', name: 'x' })`,
    ]) {
      expect([code, await refusal(code)]).toEqual([code, expect.stringMatching(/refused/) as string]);
    }
    expect(await app.osCalls('dialog.showSaveDialog')).toEqual([]);
  });

  test('cannot read the session, in cookies, storage, headers or answers', async () => {
    const seen = await run<string>(`(async () => {
      const answers = await Promise.all(['auth.session', 'auth.me'].map(async (name) => {
        const answer = await fetch('/trpc/' + name, { headers: { authorization: 'Bearer guessed', 'x-studio-secret': 'guessed' } });
        return JSON.stringify([...answer.headers]) + answer.status + await answer.text();
      }));
      return [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), ...answers].join();
    })()`);
    expect(seen).toContain('creator');
    expect(seen).not.toMatch(/[\w-]{43}|set-cookie|studio_session/);
  });

  test('stays where it is, opens nothing, frames nothing, and runs no script that is not the app’s', async () => {
    const address = app.addressOf(page);
    expect(await run(`window.open('https://evil.example') === null`)).toBe(true);
    expect(await run(`window.open('/create') === null`)).toBe(true);
    // Chromium itself refuses this one; where it had led would show below.
    await run(`void (location.href = 'file:///etc/passwd')`).catch(() => undefined);
    let refused = await countRefusals();
    for (const url of ['https://evil.example/', '/files/x.html', '/trpc/auth.session']) {
      await run(`void (location.href = ${JSON.stringify(url)})`).catch(() => undefined);
      await expect.poll(countRefusals).toBe((refused += 1));
      expect([url, app.addressOf(page)]).toEqual([url, address]);
    }
    const blocked = await run<string[]>(`new Promise((resolve) => {
      const seen = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        seen.push(effectiveDirective);
        if (new Set(seen).size === 3) resolve([...new Set(seen)].sort());
      });
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      const frame = document.createElement('iframe');
      frame.src = '/create';
      document.body.append(script, frame);
      fetch('https://evil.example').catch(() => {});
    })`);
    expect(blocked).toEqual(['connect-src', 'frame-src', 'script-src-elem']);
    expect(await run(`window.ran`)).toBeUndefined();
    expect(app.windows()).toHaveLength(1);
    expect(await app.osCalls('shell.openExternal')).toEqual([]);
  });

  test('goes where a link leads that a second start was given, and that changes nothing else', async () => {
    const balance = await page.getByTestId('balance').textContent();
    expect(await app.startAgain(['creatorstudio://orders?order=R1&paid=true'])).toBe(0);
    await expect.poll(() => app.addressOf(page)).toBe('app://studio/orders?order=R1');
    expect(await app.startAgain(['creatorstudio://_shell/settings'])).toBe(0);
    expect(app.addressOf(page)).toBe('app://studio/orders?order=R1');
    expect(await page.getByTestId('balance').textContent()).toBe(balance);
    expect(app.windows()).toHaveLength(1);
  });
});
