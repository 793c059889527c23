import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { DevtoolsSession, Protocol } from './devtools.ts';
import { guardedEmitter } from './guard.ts';
import { toAppUrl } from './scheme-aliases.ts';

type State = 'progressing' | 'completed' | 'cancelled' | 'interrupted';

/** Electron's `DownloadItem`: a file on its way to the disk. */
export class DownloadItem extends guardedEmitter('DownloadItem') {
  readonly #url: string;
  readonly #filename: string;
  readonly #cancel: () => void;
  #savePath: string;
  #state: State = 'progressing';
  #receivedBytes = 0;
  #totalBytes = 0;

  constructor(fields: { url: string; filename: string; savePath: string; cancel: () => void }) {
    super();
    this.#url = fields.url;
    this.#filename = fields.filename;
    this.#savePath = fields.savePath;
    this.#cancel = fields.cancel;
  }

  getURL(): string {
    return this.#url;
  }

  getFilename(): string {
    return this.#filename;
  }

  setSavePath(file: string): void {
    this.#savePath = file;
  }

  getSavePath(): string {
    return this.#savePath;
  }

  get savePath(): string {
    return this.#savePath;
  }

  set savePath(file: string) {
    this.#savePath = file;
  }

  getState(): State {
    return this.#state;
  }

  getReceivedBytes(): number {
    return this.#receivedBytes;
  }

  getTotalBytes(): number {
    return this.#totalBytes;
  }

  cancel(): void {
    this.#cancel();
  }

  /** Takes over what Chromium says of it; not in Electron's API. */
  follow({ receivedBytes, totalBytes }: Protocol.Browser.downloadProgressPayload): void {
    this.#receivedBytes = receivedBytes;
    this.#totalBytes = totalBytes;
    this.emit('updated', {}, 'progressing');
  }

  /** Ends it; not in Electron's API. */
  end(state: State): void {
    if (this.#state !== 'progressing') return;
    this.#state = state;
    this.emit('done', {}, state);
  }
}

/**
 * Lets pages download into `temporaryDir`; `announce` is called for each file and says whether it may come. A finished
 * file is moved to where its item says; without a word that is `downloadsDir`, for there is nobody to ask.
 */
export async function followDownloads(
  browser: DevtoolsSession,
  temporaryDir: string,
  downloadsDir: () => string,
  announce: (item: DownloadItem, frameId: string) => boolean,
): Promise<void> {
  const items = new Map<string, DownloadItem>();
  browser.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename, frameId }) => {
    const cancel = (): void => browser.tell('Browser.cancelDownload', { guid });
    const item = new DownloadItem({
      url: toAppUrl(url),
      filename: suggestedFilename,
      savePath: path.join(downloadsDir(), suggestedFilename),
      cancel,
    });
    if (announce(item, frameId)) items.set(guid, item);
    else cancel();
  });
  browser.on('Browser.downloadProgress', (progress) => {
    const item = items.get(progress.guid);
    if (item === undefined) return;
    item.follow(progress);
    if (progress.state === 'inProgress') return;
    items.delete(progress.guid);
    if (progress.state === 'completed') {
      mkdirSync(path.dirname(item.getSavePath()), { recursive: true });
      renameSync(path.join(temporaryDir, progress.guid), item.getSavePath());
    }
    item.end(progress.state === 'completed' ? 'completed' : 'cancelled');
  });
  mkdirSync(temporaryDir, { recursive: true });
  await browser.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: temporaryDir,
    eventsEnabled: true,
  });
}
