import { guardedEmitter, guardObject, NotCoveredError } from './guard.ts';
import { netFetch } from './net-fetch.ts';
import type { PermissionHandlers } from './permissions.ts';
import { protocol } from './protocol.ts';
import { getChromium } from './runtime.ts';
import { WebRequest } from './web-request.ts';

type Handlers = PermissionHandlers<unknown>;

/** Electron's `Session`. There is one, whose data lives in the user-data folder. */
export class Session extends guardedEmitter('Session') {
  readonly protocol = protocol;
  readonly webRequest = new WebRequest();
  readonly fetch = netFetch;
  readonly availableSpellCheckerLanguages = ['de', 'en-GB', 'en-US', 'es', 'fr'];
  /** The app's answers to what pages want; not in Electron's API. */
  permissionHandlers: Handlers = { request: null, check: null };
  readonly #origins = new Set<string>();
  #spellCheckerLanguages: readonly string[] = ['en-US'];
  #isSpellCheckerEnabled = true;

  setPermissionRequestHandler(request: Handlers['request']): void {
    this.permissionHandlers = { ...this.permissionHandlers, request };
  }

  setPermissionCheckHandler(check: Handlers['check']): void {
    this.permissionHandlers = { ...this.permissionHandlers, check };
  }

  /** Pages cannot reach devices here, so there is nothing to ask. */
  setDevicePermissionHandler(_handler: unknown): void {}

  /** Pages cannot capture screens here, so there is nothing to ask. */
  setDisplayMediaRequestHandler(_handler: unknown): void {}

  setSpellCheckerLanguages(languages: readonly string[]): void {
    const unknown = languages.find((one) => !this.availableSpellCheckerLanguages.includes(one));
    if (unknown !== undefined)
      throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`);
    this.#spellCheckerLanguages = [...languages];
  }

  getSpellCheckerLanguages(): readonly string[] {
    return this.#spellCheckerLanguages;
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.#isSpellCheckerEnabled = isEnabled;
  }

  isSpellCheckerEnabled(): boolean {
    return this.#isSpellCheckerEnabled;
  }

  get spellCheckerEnabled(): boolean {
    return this.#isSpellCheckerEnabled;
  }

  set spellCheckerEnabled(isEnabled: boolean) {
    this.#isSpellCheckerEnabled = isEnabled;
  }

  async clearStorageData(options: { storages?: readonly string[] } = {}): Promise<void> {
    const { browser } = getChromium().connection;
    const storageTypes =
      options.storages === undefined ? 'all' : options.storages.map(readStorageType).join(',');
    for (const origin of this.#origins)
      await browser.send('Storage.clearDataForOrigin', { origin, storageTypes });
  }

  async clearCache(): Promise<void> {}

  flushStorageData(): void {}

  /** Remembers where pages may have stored something; not in Electron's API. */
  addOrigin(pageUrl: string): void {
    if (/^https?:/.test(pageUrl)) this.#origins.add(new URL(pageUrl).origin);
  }
}

/** Names of DevTools for kinds of storage that Electron calls something else. */
function readStorageType(name: string): string {
  const names: Readonly<Record<string, string>> = {
    indexdb: 'indexeddb',
    localstorage: 'local_storage',
    filesystem: 'file_systems',
    serviceworkers: 'service_workers',
    cachestorage: 'cache_storage',
  };
  return names[name] ?? name;
}

const defaultSession = new Session();

/** Electron's `session`. Other partitions are not covered. */
export const session = guardObject('session', {
  defaultSession,
  fromPartition: (partition: string): Session => {
    if (partition === '') return defaultSession;
    throw new NotCoveredError(`session.fromPartition('${partition}')`);
  },
});
