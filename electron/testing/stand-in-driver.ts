import { fork, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { NOT_RUN } from '../../tools/browser/ensure-browser.ts';
import { findBrowser } from '../../tools/browser/find-browser.ts';
import type { DesktopApp } from './desktop-app.ts';
import { runToEnd, watchExit } from './electron-driver.ts';
import type { LaunchPlan } from './launch-desktop.ts';
import { createOsControls } from './os-controls.ts';
import type { FromDriver, ToDriver } from './stand-in/driver-link.ts';
import { readAlias } from './stand-in/scheme-aliases.ts';

const RUN_MAIN = path.join(import.meta.dirname, 'stand-in', 'run-main.ts');
const QUIT_TIMEOUT_MS = 10_000;

/** Starts the app on the stand-in. Throws where there is no Chromium to show its windows. */
export async function launchStandIn(plan: LaunchPlan): Promise<DesktopApp> {
  const program = findBrowser(plan.env);
  if (program === null) throw new Error(NOT_RUN);
  const settings = JSON.stringify({
    appDir: plan.appDir,
    chromium: program,
    isPackaged: plan.env['STAND_IN_PACKAGED'] === '1',
  });
  const args = [settings, ...plan.args];
  const child = fork(RUN_MAIN, args, {
    env: plan.env,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = watchExit(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }

  const windows = new WindowPages();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  const say = (message: FromDriver): void => {
    // Whoever waits for an answer hears of the end of main from `exited`.
    if (child.connected) child.send(message, () => undefined);
  };
  child.on('message', (message: ToDriver) => {
    switch (message.kind) {
      case 'chromium':
        void windows.connect(message.endpoint).then(() => say({ kind: 'connected' }));
        break;
      case 'window':
        void windows.add(message.targetId);
        break;
      case 'value':
        waiting.get(message.id)?.resolve(message.value);
        waiting.delete(message.id);
        break;
      case 'error':
        waiting.get(message.id)?.reject(new Error(message.error));
        waiting.delete(message.id);
    }
  });
  const failAtExit = (): Promise<never> =>
    exited.then((code) => Promise.reject(new Error(`the app ended with ${code}:\n${output}`)));
  void exited.then(() => windows.disconnect());

  const evaluate = ((run: () => unknown, argument: unknown) => {
    const id = ++lastId;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    say({ kind: 'evaluate', id, code: run.toString(), argument });
    return Promise.race([answer.promise, failAtExit()]);
  }) as DesktopApp['evaluate'];
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    driver: 'stand-in',
    userData: plan.userData,
    firstWindow: async () => windows.list()[0] ?? (await Promise.race([windows.next(), failAtExit()])),
    windows: () => windows.list(),
    nextWindow: () => Promise.race([windows.next(), failAtExit()]),
    addressOf: (page) => readAlias(page.url())?.url ?? page.url(),
    evaluate,
    ...createOsControls(evaluate),
    startAgain: (again = []) => {
      const everything = [RUN_MAIN, ...args, ...again];
      return runToEnd(spawn(process.execPath, everything, { env: plan.env, stdio: 'ignore' }));
    },
    output: () => output,
    waitForExit: () => exited,
    kill,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), QUIT_TIMEOUT_MS);
      evaluate(({ app }) => app.quit()).catch(() => undefined);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** The pages of the app's windows, as Playwright knows them. */
class WindowPages {
  readonly #pages: Page[] = [];
  readonly #events = new EventEmitter();
  #browser: Browser | null = null;

  async connect(endpoint: string): Promise<void> {
    // Without `noDefaults` Playwright would put its own theme over the one main has chosen.
    this.#browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  }

  async disconnect(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
  }

  list(): Page[] {
    return [...this.#pages];
  }

  async next(): Promise<Page> {
    const [page] = (await once(this.#events, 'window')) as [Page];
    return page;
  }

  /** Finds the page of a window that main has opened; Playwright may hear of it later. */
  async add(targetId: string): Promise<void> {
    const context = this.#browser?.contexts()[0];
    if (context === undefined) throw new Error('not connected to Chromium yet');
    for (;;) {
      const appeared = context.waitForEvent('page', { timeout: 0 }).catch(() => null);
      for (const page of context.pages()) {
        if (this.#pages.includes(page) || (await readTargetId(page)) !== targetId) continue;
        this.#pages.push(page);
        page.once('close', () => this.#pages.splice(this.#pages.indexOf(page), 1));
        this.#events.emit('window', page);
        return;
      }
      if ((await appeared) === null) return;
    }
  }
}

async function readTargetId(page: Page): Promise<string | null> {
  try {
    const session = await page.context().newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    await session.detach();
    return targetInfo.targetId;
  } catch {
    // It has been closed meanwhile.
    return null;
  }
}
