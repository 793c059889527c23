import type { SettingsChange } from '../../shared/contracts/desktop.ts';
import { LOCALES } from '../../shared/errors.ts';
import { findDesktop } from './desktop.ts';

/** What a user may choose for this browser, or for the desktop app. */
export type PreferenceName = 'locale' | 'theme';

const COOKIE_MAX_AGE_SECONDS = 400 * 86_400;

/** The choice kept under `name`; null when there is none, or when the browser keeps nothing. */
export function readPreference(name: PreferenceName): string | null {
  // The desktop shell keeps choices itself, its menus follow them, and it names them in the page.
  if (findDesktop() !== null) return document.documentElement.dataset[name] || null;
  try {
    return localStorage.getItem(`studio_${name}`);
  } catch {
    return null;
  }
}

/**
 * Keeps a choice, or forgets it with null. In a browser a copy goes into a cookie, from which the server colours and
 * names the page before any script has run; it holds nothing else.
 */
export function writePreference(name: PreferenceName, value: string | null): void {
  if (findDesktop() !== null) {
    tellShell(name, value);
    return;
  }
  const key = `studio_${name}`;
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still shows the choice until it is closed.
  }
  const age = value === null ? 0 : COOKIE_MAX_AGE_SECONDS;
  document.cookie = `${key}=${encodeURIComponent(value ?? '')}; path=/; max-age=${age}; samesite=lax`;
}

/** Takes over a choice that was made elsewhere in the desktop app; false when the page has it already. */
export function adoptPreference(name: PreferenceName, value: string | null): boolean {
  const { dataset } = document.documentElement;
  if ((dataset[name] ?? '') === (value ?? '')) return false;
  dataset[name] = value ?? '';
  return true;
}

function tellShell(name: PreferenceName, value: string | null): void {
  // What was adopted came from the shell: told again, two choices in a row could chase each other.
  if (!adoptPreference(name, value)) return;
  const change: SettingsChange =
    name === 'locale'
      ? { locale: LOCALES.find((locale) => locale === value) ?? null }
      : { theme: value === 'light' || value === 'dark' ? value : 'system' };
  void findDesktop()?.settings.set(change);
}
