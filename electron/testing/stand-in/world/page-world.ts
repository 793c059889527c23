import type { WorldBridge } from './world-bridge.ts';

/** Prepares the page's own world before its first script. Its text is sent to pages, so it stands alone. */
export function preparePageWorld(bridge: WorldBridge, exposeId: number): void {
  const freezeDeep = (value: unknown): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    Object.values(value).forEach(freezeDeep);
    Object.freeze(value);
  };
  bridge.offer(exposeId, (name, api) => {
    if (Object.hasOwn(window, name as string)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    freezeDeep(api);
    Object.defineProperty(window, name as string, { value: api, enumerable: true });
  });
  // Main decides after the page has gone on: the page gets no window to hold, as when Electron refuses it one.
  const openWindow = window.open.bind(window);
  window.open = (url, target, features) => {
    openWindow(url, target, [features, 'noopener'].filter(Boolean).join(','));
    return null;
  };
}
