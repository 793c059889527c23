import { APP_PATHS, isAppPath } from '../../../shared/app-paths.ts';

/** Where to go after signing in: a page of this app that was asked for in `?next=`, else the page to create on. */
export function readNextPath(searchParams: URLSearchParams): string {
  const next = searchParams.get('next') ?? '';
  if (!next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return APP_PATHS.create;
  const url = new URL(next, location.origin);
  if (url.origin !== location.origin || !isAppPath(url.pathname)) return APP_PATHS.create;
  return `${url.pathname}${url.search}`;
}
