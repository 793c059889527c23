import type { App } from 'electron';
import { findDeepLink } from './read-deep-link.ts';

/** Links and starts that come while the app runs. */
export interface OtherStarts {
  /** Calls back with the link of each, null for a plain start; what came before waits. */
  onStart(listener: (link: string | null) => void): void;
}

/**
 * Makes this the only instance for its user-data folder; another start hands its link over here and ends. Null when
 * this is the other start: it quits. `firstLink` is what this start was given itself.
 */
export function followOtherStarts(app: App, firstLink: string | null): OtherStarts | null {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return null;
  }
  let waiting: (string | null)[] = firstLink === null ? [] : [firstLink];
  let listener: ((link: string | null) => void) | null = null;
  const take = (link: string | null): void => {
    if (listener === null) waiting.push(link);
    else listener(link);
  };
  app.on('second-instance', (_event, argv) => take(findDeepLink(argv)));
  // macOS hands links over this way, also the first one.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
  });
  return {
    onStart: (added) => {
      listener = added;
      for (const link of waiting) added(link);
      waiting = [];
    },
  };
}
