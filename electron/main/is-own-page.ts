import { APP_PATHS, isAppPath } from '../../shared/app-paths.ts';
import { SHELL_SCREENS, screenPath } from '../../shared/contracts/desktop.ts';
import { readPathname } from './serve-app-scheme.ts';

/** Whether an address is a page of ours that a window may show; files and the server's answers are none. */
export function isOwnPage(url: string): boolean {
  const pathname = readPathname(url);
  if (pathname === null) return false;
  return isAppPath(pathname) || SHELL_SCREENS.some((screen) => screenPath(screen) === pathname);
}

const DOCUMENTS: readonly string[] = [APP_PATHS.terms, APP_PATHS.privacy, APP_PATHS.refunds];

/** The path of a page of ours that is read beside another one; null for any other address. */
export function findDocumentPath(url: string): string | null {
  const pathname = readPathname(url);
  return pathname !== null && DOCUMENTS.includes(pathname) ? pathname : null;
}
