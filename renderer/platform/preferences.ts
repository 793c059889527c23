/** What a user may choose for this browser. */
export type PreferenceName = 'locale' | 'theme';

const COOKIE_MAX_AGE_SECONDS = 400 * 86_400;

/** The choice kept under `name`; null when there is none, or when the browser keeps nothing. */
export function readPreference(name: PreferenceName): string | null {
  try {
    return localStorage.getItem(`studio_${name}`);
  } catch {
    return null;
  }
}

/**
 * Keeps a choice, or forgets it with null. A copy goes into a cookie, from which the server colours and names the page
 * before any script has run; it holds nothing else.
 */
export function writePreference(name: PreferenceName, value: string | null): void {
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
