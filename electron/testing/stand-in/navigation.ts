import type { EventEmitter } from 'node:events';
import { createEvent } from './cancelable-event.ts';
import type { Protocol } from './devtools.ts';
import type { Page } from './page.ts';
import type { FrameNavigation } from './page-requests.ts';
import { toAppUrl, toPageUrl } from './scheme-aliases.ts';
import type { WebFrameMain } from './web-frame-main.ts';

/** Chromium's numbers for what a load most often fails with. */
const ERROR_CODES: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_FAILED: -2,
  ERR_CONNECTION_REFUSED: -102,
  ERR_CONNECTION_RESET: -101,
  ERR_EMPTY_RESPONSE: -324,
  ERR_FILE_NOT_FOUND: -6,
  ERR_INVALID_URL: -300,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

/** What Chromium loads itself, so that the request is held when it comes. */
const LOADED_BY_CHROMIUM = /^(https?|file|data|about|blob|javascript|chrome|chrome-error):/i;

interface Loading {
  readonly url: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Where one window is and where it is going; emits Electron's events about that on `contents`. */
export class Navigation {
  /** The address as main knows it; empty before the first load. */
  url = '';
  isLoading = false;
  frame: WebFrameMain;
  readonly #contents: EventEmitter;
  readonly #page: Page;
  readonly #makeFrame: (url: string) => WebFrameMain;
  #loading: Loading | null = null;
  /** Main has asked for the next document itself, and is not asked about it. */
  #isOwn = false;

  constructor(contents: EventEmitter, page: Page, makeFrame: (url: string) => WebFrameMain) {
    this.#contents = contents;
    this.#page = page;
    this.#makeFrame = makeFrame;
    this.frame = makeFrame('');
    page.on('committed', (frame) => this.#commit(frame));
    page.on('moved', (url) => this.#move(url));
    page.on('loaded', () => this.#finish());
    page.on('leaving', (request) => void this.#leave(request));
  }

  /** `loadURL`: resolves when the page has loaded, rejects when it could not. */
  async load(url: string): Promise<void> {
    this.#fail('ERR_ABORTED');
    this.#start();
    const loading = Promise.withResolvers<undefined>();
    // Whether it is awaited is up to the app.
    loading.promise.catch(() => undefined);
    this.#loading = { url, resolve: () => loading.resolve(undefined), reject: loading.reject };
    const { errorText, loaderId } = await this.#page
      .navigate(url)
      .catch((error: unknown) => ({ errorText: String(error), loaderId: undefined }));
    if (errorText !== undefined) this.#fail(errorText.replace('net::', ''));
    else if (loaderId === undefined) this.#finish();
    return loading.promise;
  }

  /** Loads the page again. */
  reload(ignoreCache: boolean): void {
    this.#start();
    this.#page.session.tell('Page.reload', { ignoreCache });
  }

  /** Goes back or forward, if there is somewhere to go. */
  async go(offset: -1 | 1): Promise<void> {
    const { currentIndex, entries } = await this.#page.session.send('Page.getNavigationHistory');
    const entry = entries[currentIndex + offset];
    if (entry === undefined) return;
    this.#isOwn = true;
    await this.#page.session.send('Page.navigateToHistoryEntry', { entryId: entry.id });
  }

  /** Asks the app's listeners about a document before its request leaves. */
  mayNavigate({ url, frameId, isRedirect }: FrameNavigation): boolean {
    const isMainFrame = frameId === this.#page.targetId;
    if (isRedirect) return this.#ask(['will-redirect'], url, isMainFrame);
    if (!isMainFrame) return this.#ask(['will-frame-navigate'], url, false);
    if (this.#isOwn) {
      this.#isOwn = false;
      return true;
    }
    return this.#ask(['will-frame-navigate', 'will-navigate'], url, true);
  }

  /** Chromium does not ask anybody to load a scheme it does not know: neither ours nor one of another program. */
  async #leave({ url, frameId, disposition }: Protocol.Page.frameRequestedNavigationPayload): Promise<void> {
    if (LOADED_BY_CHROMIUM.test(url) || disposition !== 'currentTab') return;
    const isMainFrame = frameId === this.#page.targetId;
    const names = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
    const isAllowed = this.#ask(names, url, isMainFrame);
    if (isAllowed && isMainFrame && toPageUrl(url) !== url) await this.load(url).catch(() => undefined);
  }

  #ask(names: readonly string[], url: string, isMainFrame: boolean): boolean {
    return names.every((name) => {
      const details = { url, isMainFrame, isSameDocument: false, frame: this.frame, initiator: this.frame };
      const event = createEvent(details);
      this.#contents.emit(name, event, url, false, isMainFrame, 1, this.frame.routingId);
      return !event.defaultPrevented;
    });
  }

  #start(): void {
    this.#isOwn = true;
    this.isLoading = true;
    this.#contents.emit('did-start-loading', createEvent());
  }

  #commit(frame: Protocol.Page.Frame): void {
    // An error page stands where the document would be; whoever loads it hears of that from the command itself.
    if (frame.unreachableUrl !== undefined) return;
    this.#isOwn = false;
    this.url = toAppUrl(frame.url + (frame.urlFragment ?? ''));
    this.frame.detached = true;
    this.frame = this.#makeFrame(this.url);
    this.#contents.emit('did-navigate', createEvent(), this.url, 200, 'OK');
  }

  #move(url: string): void {
    this.url = toAppUrl(url);
    this.frame.url = this.url;
    this.#contents.emit('did-navigate-in-page', createEvent(), this.url, true, 1, this.frame.routingId);
  }

  #finish(): void {
    if (this.url === '') return;
    this.isLoading = false;
    this.#isOwn = false;
    this.#contents.emit('did-finish-load', createEvent());
    this.#contents.emit('did-stop-loading', createEvent());
    this.#loading?.resolve();
    this.#loading = null;
  }

  #fail(name: string): void {
    const loading = this.#loading;
    if (loading === null) return;
    this.#loading = null;
    this.isLoading = false;
    this.#isOwn = false;
    const errno = ERROR_CODES[name] ?? -2;
    this.#contents.emit('did-fail-load', createEvent(), errno, name, loading.url, true, 1, 1);
    this.#contents.emit('did-stop-loading', createEvent());
    const error = new Error(`${name} (${errno}) loading '${loading.url}'`);
    loading.reject(Object.assign(error, { code: name, errno, url: loading.url }));
  }
}
