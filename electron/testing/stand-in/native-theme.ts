import type { DevtoolsSession } from './devtools.ts';
import { guardedEmitter } from './guard.ts';

type ThemeSource = 'system' | 'light' | 'dark';

/** Electron's `nativeTheme`; what it says is what media queries of every page see. */
class NativeTheme extends guardedEmitter('nativeTheme') {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;
  readonly #pages = new Set<DevtoolsSession>();
  #source: ThemeSource = 'system';
  #isSystemDark = false;

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    this.#change(() => (this.#source = source));
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#isSystemDark : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#isSystemDark;
  }

  /** The user has chosen for the whole system; not in Electron's API. */
  setSystemDark(isDark: boolean): void {
    this.#change(() => (this.#isSystemDark = isDark));
  }

  /** Keeps a page in the theme for as long as it lives; not in Electron's API. */
  async follow(page: DevtoolsSession): Promise<void> {
    this.#pages.add(page);
    await this.#apply(page);
  }

  #change(change: () => void): void {
    const wasDark = this.shouldUseDarkColors;
    change();
    for (const page of this.#pages) this.#apply(page).catch(() => this.#pages.delete(page));
    if (this.shouldUseDarkColors !== wasDark) this.emit('updated');
  }

  async #apply(page: DevtoolsSession): Promise<void> {
    const value = this.shouldUseDarkColors ? 'dark' : 'light';
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }
}

/** The one `nativeTheme`. */
export const nativeTheme: NativeTheme = new NativeTheme();

/** Keeps a page in the theme main has chosen. */
export function followTheme(page: DevtoolsSession): Promise<void> {
  return nativeTheme.follow(page);
}
