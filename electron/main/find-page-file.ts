import path from 'node:path';
import { isAppPath } from '../../shared/app-paths.ts';
import { SHELL_PREFIX, SHELL_SCREENS } from '../../shared/contracts/desktop.ts';

/** What an address of the app leads to. */
export type PageFile =
  /** An HTML page, whose gaps are still to be filled. */
  | { readonly kind: 'page'; readonly file: string }
  | { readonly kind: 'file'; readonly file: string; readonly type: string };

/** The folders that pages come from. */
export interface PageFolders {
  readonly rendererDir: string;
  readonly screensDir: string;
}

/** What files of the build may be; any other ending is no file of a page. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Names of files as the build makes them: no dot at the beginning, nothing that a file system or a URL reads as more. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/**
 * The file that `pathname` (as it stands in the address, not decoded) leads to; null for none. It is put together from
 * names that are each checked, so nothing outside of the folders can be meant; whether the file is there is not looked at.
 */
export function findPageFile(pathname: string, folders: PageFolders): PageFile | null {
  if (pathname.startsWith(SHELL_PREFIX)) {
    const rest = pathname.slice(SHELL_PREFIX.length);
    const screen = SHELL_SCREENS.find((one) => one === rest);
    if (screen !== undefined) return { kind: 'page', file: path.join(folders.screensDir, `${screen}.html`) };
    return findFile(rest, folders.screensDir);
  }
  const index = path.join(folders.rendererDir, 'index.html');
  if (isAppPath(pathname)) return { kind: 'page', file: index };
  return findFile(pathname.slice(1), folders.rendererDir);
}

function findFile(rest: string, folder: string): PageFile | null {
  const names = rest.split('/');
  if (!names.every((name) => NAME.test(name) && !name.includes('..') && !name.endsWith('.'))) return null;
  const type = TYPES[path.extname(rest)];
  return type === undefined ? null : { kind: 'file', file: path.join(folder, ...names), type };
}
