import type { StudioBridge } from '../../shared/contracts/desktop.ts';

declare global {
  interface Window {
    /** Only in the desktop app, whose preload puts it there. */
    readonly studio?: StudioBridge;
  }
}

/** What the desktop shell offers; null in a browser. */
export function findDesktop(): StudioBridge | null {
  return window.studio ?? null;
}

/**
 * Whether credits here are practice credits: the app works with the server on this computer, whose payments are
 * simulated. The shell names the mode in the page and loads it anew when that changes.
 */
export function isPractice(): boolean {
  return findDesktop() !== null && document.documentElement.dataset['mode'] === 'local';
}

/** The address of a page of the app for somebody to come back to later, from paper or another program. */
export function addressToKeep(path: string): string {
  return findDesktop() === null ? `${location.origin}${path}` : `creatorstudio://${path.slice(1)}`;
}
