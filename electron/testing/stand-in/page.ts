import { EventEmitter } from 'node:events';
import type { DevtoolsSession, Protocol } from './devtools.ts';
import { getChromium } from './runtime.ts';
import { toPageUrl } from './scheme-aliases.ts';
import type { FromPreload, ToPreload } from './world/messages.ts';
import { PRELOAD_WORLD, type WorldScripts } from './world/world-scripts.ts';

/** What a page reports. Addresses are Chromium's own. */
interface PageEvents {
  readonly committed: [frame: Protocol.Page.Frame];
  readonly moved: [url: string];
  readonly domReady: [];
  readonly loaded: [];
  /** `reply` reaches the document that said it, and no later one. */
  readonly message: [message: FromPreload, reply: (message: ToPreload) => void];
  readonly crashed: [];
  readonly console: [line: Protocol.Runtime.consoleAPICalledPayload];
  readonly titled: [title: string];
  /** A script or a link wants a new window; the one that Chromium makes is closed at once. */
  readonly opening: [Protocol.Page.windowOpenPayload];
  /** A script or a link wants to go somewhere, also where Chromium does not know the scheme. */
  readonly leaving: [Protocol.Page.frameRequestedNavigationPayload];
  readonly gone: [];
}

/** How large the page is and how much it is enlarged. */
export interface PageMetrics {
  readonly width: number;
  readonly height: number;
  readonly zoomFactor: number;
}

/** One page of Chromium with its two worlds: what is behind a window. It knows DevTools and nothing of Electron. */
export class Page extends EventEmitter<PageEvents> {
  /** Resolves when the page is there and prepared, and has loaded nothing yet. */
  readonly opened: Promise<void>;
  #session: DevtoolsSession | null = null;
  #targetId = '';
  #preloadContextId: number | null = null;
  #isGone = false;

  /** Opens an empty page; `prepare` is awaited before it may load anything. */
  constructor(
    metrics: PageMetrics,
    scripts: WorldScripts,
    prepare: (session: DevtoolsSession) => Promise<unknown>,
  ) {
    super();
    this.opened = this.#open(metrics, scripts, prepare);
    this.opened.catch(() => this.#end());
  }

  /** Chromium's name for the page, which is also that of its main frame. Empty until it is there. */
  get targetId(): string {
    return this.#targetId;
  }

  /** The page's DevTools session. Throws until the page is there. */
  get session(): DevtoolsSession {
    if (this.#session === null) throw new Error('the page is not there yet');
    return this.#session;
  }

  /** Sends a message to the preload's world; it is lost where there is none, as it is in Electron. */
  deliver(message: ToPreload): void {
    if (this.#preloadContextId === null) return;
    this.session.tell('Runtime.callFunctionOn', {
      functionDeclaration: '(message) => standInReceive(message)',
      arguments: [{ value: message }],
      executionContextId: this.#preloadContextId,
    });
  }

  /** Runs a script in the page's own world and promises what it comes to, as far as JSON can carry it. */
  async evaluate(code: string, userGesture = false): Promise<unknown> {
    await this.opened;
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails === undefined) return result.value as unknown;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  /** Goes to an address of the app or the web; the answer comes when it is there or has failed. */
  async navigate(url: string): Promise<Protocol.Page.navigateReturnValue> {
    await this.opened;
    return await this.session.send('Page.navigate', { url: toPageUrl(url) });
  }

  /** Makes the page that large. Layout follows the enlargement, as it does when a browser zooms. */
  async resize({ width, height, zoomFactor }: PageMetrics): Promise<void> {
    await this.session.send('Emulation.setDeviceMetricsOverride', {
      width: Math.max(1, Math.round(width / zoomFactor)),
      height: Math.max(1, Math.round(height / zoomFactor)),
      deviceScaleFactor: zoomFactor,
      mobile: false,
    });
  }

  /** Closes it, whatever it thinks of that. */
  close(): void {
    if (this.#isGone) return;
    if (this.#targetId !== '') {
      getChromium().connection.browser.tell('Target.closeTarget', { targetId: this.#targetId });
    }
    this.#end();
  }

  #end(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.emit('gone');
  }

  async #open(
    metrics: PageMetrics,
    scripts: WorldScripts,
    prepare: (session: DevtoolsSession) => Promise<unknown>,
  ): Promise<void> {
    const { connection } = getChromium();
    const { browser } = connection;
    const { width, height } = metrics;
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.#targetId = targetId;
    this.#followTarget(browser);
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const session = connection.session(sessionId);
    this.#session = session;
    this.#followSession(session);
    await Promise.all([
      session.send('Page.enable'),
      session.send('Inspector.enable'),
      session.send('Runtime.addBinding', { name: 'standInSend', executionContextName: PRELOAD_WORLD }),
      session.send('Runtime.enable'),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.preload,
        worldName: PRELOAD_WORLD,
      }),
      this.resize(metrics),
      prepare(session),
    ]);
  }

  #followTarget(browser: DevtoolsSession): void {
    const destroyed = ({ targetId }: { targetId: string }): void => {
      if (targetId === this.#targetId) this.#end();
    };
    const created = ({ targetInfo }: Protocol.Target.targetCreatedPayload): void => {
      if (targetInfo.openerId === this.#targetId) this.#closePopup(targetInfo.targetId);
    };
    const changed = ({ targetInfo }: Protocol.Target.targetInfoChangedPayload): void => {
      if (targetInfo.targetId === this.#targetId) this.emit('titled', targetInfo.title);
    };
    browser.on('Target.targetDestroyed', destroyed).on('Target.targetInfoChanged', changed);
    browser.on('Target.targetCreated', created);
    this.once('gone', () => {
      browser.off('Target.targetDestroyed', destroyed).off('Target.targetInfoChanged', changed);
      browser.off('Target.targetCreated', created);
    });
  }

  #closePopup(targetId: string): void {
    const { browser } = getChromium().connection;
    // The new tab has come before this page, which would stay behind it and draw nothing.
    const comeBack = (): void => this.session.tell('Page.bringToFront');
    browser.send('Target.closeTarget', { targetId }).then(comeBack, comeBack);
  }

  #followSession(session: DevtoolsSession): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      if (context.name === PRELOAD_WORLD && frameId === this.#targetId) this.#preloadContextId = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#preloadContextId) this.#preloadContextId = null;
    });
    session.on('Runtime.executionContextsCleared', () => (this.#preloadContextId = null));
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== 'standInSend') return;
      this.emit('message', JSON.parse(payload) as FromPreload, (message) => {
        if (executionContextId === this.#preloadContextId) this.deliver(message);
      });
    });
    session.on('Runtime.consoleAPICalled', (line) => this.emit('console', line));
    session.on('Page.domContentEventFired', () => this.emit('domReady'));
    session.on('Page.loadEventFired', () => this.emit('loaded'));
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.emit('committed', frame);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.#targetId) this.emit('moved', url);
    });
    session.on('Inspector.targetCrashed', () => this.emit('crashed'));
    session.on('Page.windowOpen', (payload) => this.emit('opening', payload));
    session.on('Page.frameRequestedNavigation', (payload) => this.emit('leaving', payload));
  }
}
