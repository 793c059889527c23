import { getChromium } from './runtime.ts';
import { readAppOrigin } from './scheme-aliases.ts';

/** What the app's handlers are told beside the name of the permission. */
export interface PermissionDetails {
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

/** The app's answers to what pages want to be allowed. */
export interface PermissionHandlers<C> {
  readonly request:
    | ((
        contents: C,
        permission: string,
        callback: (isGranted: boolean) => void,
        details: PermissionDetails,
      ) => void)
    | null;
  readonly check:
    ((contents: C, permission: string, origin: string, details: PermissionDetails) => boolean) | null;
}

/** Electron's permissions, with what DevTools calls each of them. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  'local-network': ['local-network'],
  'local-network-access': ['local-network-access'],
  'loopback-network': ['loopback-network'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'persistent-storage': ['persistent-storage'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
};

/**
 * Asks the app's handlers about every permission a page at `pageUrl` may come to want, and makes their answers
 * Chromium's own. DevTools offers no way to ask them at the moment a page does.
 */
export async function settlePermissions<C>(
  handlers: PermissionHandlers<C>,
  contents: C,
  pageUrl: string,
  appUrl: string,
): Promise<void> {
  if (!/^https?:/.test(pageUrl)) return;
  const { origin } = new URL(pageUrl);
  const { browser } = getChromium().connection;
  const details: PermissionDetails = { requestingUrl: appUrl, isMainFrame: true };
  await Promise.all(
    Object.entries(PERMISSIONS).map(async ([permission, names]) => {
      const setting = (await isGranted(handlers, contents, permission, details)) ? 'granted' : 'denied';
      for (const name of names) {
        // Which of them there are differs between versions of Chromium.
        await browser
          .send('Browser.setPermission', { origin, permission: { name }, setting })
          .catch(() => undefined);
      }
    }),
  );
}

async function isGranted<C>(
  { check, request }: PermissionHandlers<C>,
  contents: C,
  permission: string,
  details: PermissionDetails,
): Promise<boolean> {
  const origin = `${readAppOrigin(details.requestingUrl)}/`;
  if (check !== null && !check(contents, permission, origin, details)) return false;
  if (request === null) return true;
  return await new Promise((resolve) => request(contents, permission, resolve, details));
}
