import { NotCoveredError } from './guard.ts';

/** What a listener of `webRequest` is told. */
export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly referrer: string;
  readonly resourceType: string;
  readonly timestamp: number;
  readonly webContentsId: number;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly statusCode?: number;
  readonly statusLine?: string;
}

interface BeforeAnswer {
  readonly cancel: boolean;
  readonly redirectURL?: string;
  readonly requestHeaders?: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

type Listener = (details: never, callback: (answer: ListenerAnswer) => void) => void;

interface ListenerAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
  readonly requestHeaders?: Record<string, string>;
  readonly responseHeaders?: Record<string, string | string[]>;
}

interface Registered {
  readonly patterns: readonly RegExp[];
  readonly listener: Listener;
}

type Stage = 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived';

/** Electron's `session.webRequest`, as far as it decides about requests; one listener for each event, as there. */
export class WebRequest {
  readonly #registered = new Map<Stage, Registered>();
  readonly #watchers: (() => void)[] = [];

  /** Whether requests have to be held before they are sent. */
  get wantsRequests(): boolean {
    return this.#registered.has('onBeforeRequest') || this.#registered.has('onBeforeSendHeaders');
  }

  /** Whether answers have to be held when their headers are there. */
  get wantsHeaders(): boolean {
    return this.#registered.has('onHeadersReceived');
  }

  /** Calls back whenever what is wanted may have changed. */
  onChange(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  onBeforeRequest(...args: unknown[]): void {
    this.#register('onBeforeRequest', args);
  }

  onBeforeSendHeaders(...args: unknown[]): void {
    this.#register('onBeforeSendHeaders', args);
  }

  onHeadersReceived(...args: unknown[]): void {
    this.#register('onHeadersReceived', args);
  }

  onSendHeaders(): never {
    throw new NotCoveredError('session.webRequest.onSendHeaders');
  }

  onResponseStarted(): never {
    throw new NotCoveredError('session.webRequest.onResponseStarted');
  }

  onBeforeRedirect(): never {
    throw new NotCoveredError('session.webRequest.onBeforeRedirect');
  }

  onCompleted(): never {
    throw new NotCoveredError('session.webRequest.onCompleted');
  }

  onErrorOccurred(): never {
    throw new NotCoveredError('session.webRequest.onErrorOccurred');
  }

  /** Asks the listeners of a request before it is sent. */
  async askBefore(details: RequestDetails, headers: Readonly<Record<string, string>>): Promise<BeforeAnswer> {
    const first = await this.#ask('onBeforeRequest', details);
    if (first.cancel === true) return { cancel: true };
    if (first.redirectURL !== undefined) return { cancel: false, redirectURL: first.redirectURL };
    const { cancel = false, requestHeaders } = await this.#ask('onBeforeSendHeaders', {
      ...details,
      requestHeaders: { ...headers },
    });
    return { cancel, ...(requestHeaders === undefined ? {} : { requestHeaders }) };
  }

  /** Asks the listener of an answer's headers; null when they stay as they are. */
  async askHeaders(
    details: RequestDetails,
    statusCode: number,
    headers: readonly HeaderEntry[],
  ): Promise<{ readonly cancel: boolean; readonly headers: readonly HeaderEntry[] } | null> {
    const responseHeaders: Record<string, string[]> = {};
    for (const { name, value } of headers) (responseHeaders[name] ??= []).push(value);
    const answer = await this.#ask('onHeadersReceived', {
      ...details,
      statusCode,
      statusLine: `HTTP/1.1 ${statusCode}`,
      responseHeaders,
    });
    if (answer.cancel !== true && answer.responseHeaders === undefined) return null;
    const entries = Object.entries(answer.responseHeaders ?? {});
    return {
      cancel: answer.cancel === true,
      headers: entries.flatMap(([name, values]) => [values].flat().map((value) => ({ name, value }))),
    };
  }

  #register(stage: Stage, args: readonly unknown[]): void {
    const listener = args.at(-1) as Listener | null;
    const { urls = ['<all_urls>'] } = (args.length > 1 ? args[0] : {}) as { urls?: readonly string[] };
    if (listener === null) this.#registered.delete(stage);
    else this.#registered.set(stage, { patterns: urls.map(readPattern), listener });
    for (const watcher of this.#watchers) watcher();
  }

  #ask(stage: Stage, details: RequestDetails): Promise<ListenerAnswer> {
    const registered = this.#registered.get(stage);
    if (registered?.patterns.some((pattern) => pattern.test(details.url)) !== true)
      return Promise.resolve({});
    return new Promise((resolve) => registered.listener(details as never, resolve));
  }
}

/** A match pattern such as `app://studio/…` (Chrome: "Match patterns"). */
function readPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
