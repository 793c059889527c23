import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN } from '../../shared/contracts/desktop.ts';
import { findDocumentPath, isOwnPage } from './is-own-page.ts';
import type { Log } from './log-file.ts';

/** All that pages may be granted: to copy what the user asks to copy. */
const PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

/** What becomes of links that lead out of a page. */
export interface WayOut {
  /** Hands a link to the system's browser if it may go there. */
  readonly openOutside: (url: string) => void;
  /** Shows one of the app's documents in a window of its own. */
  readonly openDocument: (path: string) => void;
}

/** Keeps every page of the app, also ones made later, where it is and without powers (Electron, "Security"). */
export function hardenWebContents(app: App, wayOut: WayOut, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenNavigation(contents, wayOut, log);
    contents.setWindowOpenHandler(({ url }) => {
      const document = findDocumentPath(url);
      if (document !== null) wayOut.openDocument(document);
      else wayOut.openOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function hardenNavigation(contents: WebContents, wayOut: WayOut, log: Log): void {
  const judge = (event: { readonly url: string; preventDefault(): void }, mayGoOutside: boolean): void => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn(`a page was to go to ${describePlace(event.url)}`);
    if (mayGoOutside) wayOut.openOutside(event.url);
  };
  contents.on('will-navigate', (event) => judge(event, true));
  contents.on('will-redirect', (event) => judge(event, false));
  contents.on('will-frame-navigate', (event) => {
    // The main frame's own event comes as well.
    if (!event.isMainFrame) event.preventDefault();
  });
}

/** Denies every permission but the few that are granted, asked for or looked up, and every device. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(PERMISSIONS.includes(permission) && isOurs(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => PERMISSIONS.includes(permission) && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
}

function isOurs(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
}

/** Without what stands behind the host, which may be private. */
function describePlace(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol + '//' + new URL(url).host : 'nowhere';
}
