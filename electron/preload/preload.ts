import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type {
  DesktopAnswers,
  DesktopCall,
  DesktopEvents,
  DesktopInput,
  StudioBridge,
} from '../../shared/contracts/desktop.ts';

const call = <C extends DesktopCall>(channel: C, ...input: DesktopInput<C>): Promise<DesktopAnswers[C]> =>
  ipcRenderer.invoke(channel, ...(input as unknown[])) as Promise<DesktopAnswers[C]>;

/** The page gets the value alone: an event object would hand it the whole of `ipcRenderer`. */
const listen = <E extends keyof DesktopEvents>(
  channel: E,
  listener: (value: DesktopEvents[E]) => void,
): (() => void) => {
  const receive = (_event: IpcRendererEvent, value: DesktopEvents[E]): void => listener(value);
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
};

// A link may come before the app on the page is there to follow it: the last one waits.
const followers = new Set<(address: string) => void>();
let waitingAddress: string | null = null;
listen('desktop:navigate', (address) => {
  if (followers.size === 0) waitingAddress = address;
  for (const follower of followers) follower(address);
});

const follow = (follower: (address: string) => void): (() => void) => {
  followers.add(follower);
  if (waitingAddress !== null) follower(waitingAddress);
  waitingAddress = null;
  return () => {
    followers.delete(follower);
  };
};

const APP_VERSION = '--studio-version=';

const bridge: StudioBridge = {
  platform: process.platform as StudioBridge['platform'],
  versions: {
    app: process.argv.find((one) => one.startsWith(APP_VERSION))?.slice(APP_VERSION.length) ?? '',
    electron: process.versions.electron,
    chrome: process.versions.chrome,
  },
  state: {
    get: () => call('desktop:get-state'),
    onChange: (listener) => listen('desktop:state', listener),
  },
  settings: { set: (change) => call('desktop:set-settings', change) },
  connection: {
    choose: (choice) => call('desktop:choose-connection', choice),
    retry: () => call('desktop:retry-connection'),
  },
  files: {
    save: (file) => call('desktop:save-file', file),
    copyImage: (file) => call('desktop:copy-image', file),
    drag: (file) => call('desktop:drag-file', file),
  },
  updates: {
    check: () => call('desktop:check-for-updates'),
    install: () => call('desktop:install-update'),
    postpone: () => call('desktop:postpone-update'),
  },
  onNavigate: follow,
  openSettings: () => call('desktop:open-settings'),
  showLogs: () => call('desktop:show-logs'),
  showData: () => call('desktop:show-data'),
};

contextBridge.exposeInMainWorld('studio', bridge);
