import type { BrowserWindow } from './browser-window.ts';

const windows = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;

/** The windows there are, in the order in which they were made. */
export function listWindows(): BrowserWindow[] {
  return [...windows.values()];
}

/** The window of that id; null when there is none any more. */
export function findWindow(id: number): BrowserWindow | null {
  return windows.get(id) ?? null;
}

/** Takes a new window into the list. */
export function addWindow(window: BrowserWindow): void {
  windows.set(window.id, window);
}

/** Takes a window off the list; says whether it was the last. */
export function removeWindow(window: BrowserWindow): boolean {
  windows.delete(window.id);
  if (focused === window) focused = null;
  return windows.size === 0;
}

/** The window the user is in; null when that is none of the app's. */
export function findFocusedWindow(): BrowserWindow | null {
  return focused;
}

/** Says which window the user is in. */
export function setFocusedWindow(window: BrowserWindow | null): void {
  focused = window;
}
