import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, type TestContext } from 'vitest';
import type { AppPath } from '../../shared/app-paths.ts';
import { launchBrowser } from '../../tools/browser/launch-browser.ts';
import { openStudioServer, type StudioServer } from '../../tools/browser/open-studio-server.ts';
import { looksOptions, sessionCookie, type PageLooks } from '../../tools/browser/page-looks.ts';
import { registerAccount, type StudioAccount } from '../../tools/browser/studio-account.ts';
import { findChromiumPath } from './chromium-path.ts';
import { watchPages, type PageProblem } from './watch-page.ts';

/** How long a test waits for what it expects to see, on a busy machine. */
export const PATIENCE_MS = 15_000;

const FAILURES_FOLDER = path.resolve(import.meta.dirname, '../../.screenshots/failures');

/** What breaks, and is said in the console, while there is no way to the server. */
const NO_CONNECTION =
  /net::ERR_(CONNECTION_\w+|INTERNET_DISCONNECTED|NETWORK_CHANGED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|FAILED|ABORTED)/;

/** Who opens a window, and how it looks. */
export interface WindowWish extends PageLooks {
  /** Signed in as them already; nobody when left out. */
  readonly as?: StudioAccount;
  /** Opened at once; a blank window when left out. */
  readonly path?: AppPath | `/${string}`;
}

/** A real server and a real browser for the tests of one file. */
export class Studio {
  #server: StudioServer | null = null;
  #browser: Browser | null = null;
  readonly #contexts: BrowserContext[] = [];
  readonly #problems: PageProblem[] = [];
  #allowed: RegExp[] = [];

  /** Where the server listens, without a slash at the end. */
  get url(): string {
    return this.#running.url;
  }

  /** The server's SQLite database, for what takes longer than a test; to be opened only while the server is stopped. */
  get databaseFile(): string {
    return this.#running.databaseFile;
  }

  /** The browser that windows are opened in; what is opened past {@link openWindow} is neither watched nor closed. */
  get browser(): Browser {
    if (this.#browser === null) throw new Error('the studio is not open yet: use it inside a test');
    return this.#browser;
  }

  /** Makes an account, past the form. */
  register(username?: string): Promise<StudioAccount> {
    return registerAccount(this.url, username);
  }

  /** Opens a browser of its own, with cookies and storage of its own, and a window in it. */
  async openWindow(wish: WindowWish = {}): Promise<Page> {
    const context = await this.browser.newContext({ ...looksOptions(wish), baseURL: this.url });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    await watchPages(context, (problem) => this.#problems.push(problem));
    await context.tracing.start({ snapshots: true, screenshots: false });
    if (wish.as !== undefined) await context.addCookies([sessionCookie(wish.as, this.url)]);
    return await this.openSecondWindow(context, wish.path);
  }

  /** Opens one more window in the browser of another. */
  async openSecondWindow(of: Page | BrowserContext, path?: WindowWish['path']): Promise<Page> {
    const page = await ('context' in of ? of.context() : of).newPage();
    if (path !== undefined) await page.goto(path);
    return page;
  }

  /** Cuts a window's browser off the network; `goOnline` brings it back. */
  async goOffline(page: Page): Promise<void> {
    this.expectProblem(NO_CONNECTION);
    await page.context().setOffline(true);
  }

  /** Ends what {@link goOffline} began. */
  async goOnline(page: Page): Promise<void> {
    await page.context().setOffline(false);
  }

  /** The server goes away; windows stay open. */
  async stopServer(): Promise<void> {
    this.expectProblem(NO_CONNECTION);
    await this.#running.stop();
  }

  /** The server comes back, on the same port, with the same data. */
  async startServer(): Promise<void> {
    await this.#running.start();
  }

  /** What the console may say for the rest of this test, matched with the text and the address it came from. */
  expectProblem(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** Starts what the file needs. */
  async open(): Promise<void> {
    const chromiumPath = findChromiumPath();
    if (chromiumPath === null) throw new Error('describeInBrowser leaves this out where there is no browser');
    [this.#server, this.#browser] = await Promise.all([openStudioServer(), launchBrowser(chromiumPath)]);
  }

  /** Closes the windows of a test; throws when something went wrong in one of them that the test did not expect. */
  async finishTest(task: TestContext['task']): Promise<void> {
    const problems = this.#problems
      .splice(0)
      .map(({ text, url }) => `${text} (${url})`)
      .filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
    this.#allowed = [];
    const hasFailed = task.result?.state === 'fail' || problems.length > 0;
    const contexts = this.#contexts.splice(0);
    await Promise.all(
      contexts.map((context, i) => closeContext(context, hasFailed ? nameFailure(task, i) : null)),
    );
    if (this.#server !== null) await this.#server.ensureRunning();
    if (problems.length > 0) throw new Error(`Something went wrong in the browser:\n${problems.join('\n')}`);
  }

  /** Ends what the file started. */
  async close(): Promise<void> {
    await Promise.all([this.#browser?.close(), this.#server?.close()]);
  }

  get #running(): StudioServer {
    if (this.#server === null) throw new Error('the studio is not open yet: use it inside a test');
    return this.#server;
  }
}

/** One server and one browser for everything in the surrounding `describe`; windows are closed after each test. */
export function openStudio(): Studio {
  const studio = new Studio();
  beforeAll(() => studio.open());
  afterEach(({ task }) => studio.finishTest(task));
  afterAll(() => studio.close());
  return studio;
}

function nameFailure(task: TestContext['task'], index: number): string {
  const title = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  const file = path.basename(task.file.name, '.e2e.test.ts');
  return path.join(FAILURES_FOLDER, file, `${title}-${index + 1}`);
}

async function closeContext(context: BrowserContext, failureFile: string | null): Promise<void> {
  if (failureFile !== null) {
    await mkdir(path.dirname(failureFile), { recursive: true });
    for (const [i, page] of context.pages().entries()) {
      // A window that hangs cannot be photographed; its trace still tells.
      await page.screenshot({ path: `${failureFile}.${i + 1}.png` }).catch(() => undefined);
    }
  }
  await context.tracing.stop(failureFile === null ? {} : { path: `${failureFile}.trace.zip` });
  await context.close();
}
