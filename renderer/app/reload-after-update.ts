const RELOADED_AT = 'studio_reloaded_at';
const ONCE_PER_MS = 60_000;

/**
 * A page that has been open over an update may ask for a part of the app that is gone: it is loaded anew, once. If that
 * does not help, the page says so and leaves the next step to the user.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener('vite:preloadError', () => {
    // Without a connection there is nothing to load anew: the browser's own page would take the place of this one.
    if (!navigator.onLine) return;
    try {
      const reloadedAt = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
      if (Date.now() - reloadedAt < ONCE_PER_MS) return;
      sessionStorage.setItem(RELOADED_AT, String(Date.now()));
      location.reload();
    } catch {
      // A browser that keeps nothing could reload for ever.
    }
  });
}
