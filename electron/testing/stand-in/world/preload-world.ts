import type { Codec } from './codec.ts';
import type { FromPreload, ToPreload } from './messages.ts';
import type { WorldBridge } from './world-bridge.ts';

/** What a preload is told about where it runs. */
export interface PreloadSurroundings {
  readonly process: Readonly<Record<string, unknown>>;
  readonly zoomFactor: number;
}

/** The preload of the app, wrapped as a module. */
export type PreloadModule = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  global: unknown,
) => void;

type Listener = (event: unknown, ...args: unknown[]) => void;

/**
 * Runs the preload in its own world with the modules a sandboxed preload has. Its text is sent to pages, so it stands
 * alone.
 */
export function runPreloadWorld(
  { encode, decode }: Codec,
  bridge: WorldBridge,
  exposeId: number,
  surroundings: PreloadSurroundings,
  preload: PreloadModule,
): void {
  const scope = globalThis as unknown as {
    standInSend?: (text: string) => void;
    standInReceive?: (message: ToPreload) => void;
  };
  const sendText = scope.standInSend;
  if (sendText === undefined || window !== window.top) return;
  delete scope.standInSend;
  const send = (message: FromPreload): void => sendText(JSON.stringify(message));

  const guard = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, key, receiver): unknown {
        if (typeof key === 'symbol' || key === 'then' || key in target)
          return Reflect.get(target, key, receiver);
        throw new Error(`the stand-in does not know ${name}.${key} in a preload`);
      },
    });

  const listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>();
  const pending = new Map<
    number,
    { channel: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let lastId = 0;
  const add = (channel: string, listener: Listener, isOnce: boolean): unknown => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener): unknown => {
    const rest = (listeners.get(channel) ?? []).filter((one) => one.listener !== listener);
    listeners.set(channel, rest);
    return ipcRenderer;
  };
  const ipcRenderer: Record<string, unknown> = guard('electron.ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const text = encode(args);
        const id = ++lastId;
        pending.set(id, { channel, resolve, reject });
        send({ kind: 'invoke', id, channel, args: text });
      }),
    send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, args: encode(args) }),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });
  scope.standInReceive = (message) => {
    if (message.kind === 'event') {
      for (const { listener, isOnce } of listeners.get(message.channel) ?? []) {
        if (isOnce) remove(message.channel, listener);
        listener({ sender: ipcRenderer, ports: [] }, ...(decode(message.args) as unknown[]));
      }
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (waiting === undefined) return;
    if (message.kind === 'answer') waiting.resolve(decode(message.value));
    else waiting.reject(new Error(`Error invoking remote method '${waiting.channel}': ${message.error}`));
  };

  let zoomFactor = surroundings.zoomFactor;
  const setZoomFactor = (factor: number): void => {
    zoomFactor = factor;
    send({ kind: 'zoom', factor });
  };
  const electron = guard('electron', {
    ipcRenderer,
    contextBridge: guard('electron.contextBridge', {
      exposeInMainWorld: (name: string, api: unknown) => void bridge.call(exposeId, [name, api]),
    }),
    webFrame: guard('electron.webFrame', {
      getZoomFactor: () => zoomFactor,
      getZoomLevel: () => Math.log(zoomFactor) / Math.log(1.2),
      setZoomFactor,
      setZoomLevel: (level: number) => setZoomFactor(1.2 ** level),
    }),
    // A file that a page made itself has no path; where a dropped one came from, DevTools does not tell.
    webUtils: guard('electron.webUtils', { getPathForFile: () => '' }),
    crashReporter: guard('electron.crashReporter', { addExtraParameter: () => undefined }),
  });

  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : null;
    const field = at?.closest<HTMLElement>('input, textarea, [contenteditable]') ?? null;
    send({
      kind: 'context-menu',
      x: event.clientX,
      y: event.clientY,
      linkURL: at?.closest('a')?.href ?? '',
      srcURL: at?.closest('img')?.currentSrc ?? '',
      selectionText: String(window.getSelection() ?? ''),
      isEditable: field !== null,
    });
  });

  // The modules of a sandboxed preload (Electron: "Process Sandboxing", Preload scripts); others fail as they do there.
  const requireModule = (id: string): unknown => {
    if (['electron', 'electron/renderer', 'electron/common'].includes(id)) return electron;
    if (['timers', 'node:timers'].includes(id))
      return guard(id, { setTimeout, clearTimeout, setInterval, clearInterval });
    if (['url', 'node:url'].includes(id)) return guard(id, { URL, URLSearchParams });
    throw new Error(`module not found: ${id}`);
  };
  const module = { exports: {} };
  try {
    preload(requireModule, module, module.exports, guard('process', surroundings.process), globalThis);
  } catch (error) {
    console.error('Unable to load preload script', error);
    send({ kind: 'preload-error', error: encode(error instanceof Error ? error : new Error(String(error))) });
  }
}
