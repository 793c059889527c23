import { APP_PATHS, type AppPath } from '../../../shared/app-paths.ts';
import { needsSession } from './list-page-modules.ts';

/** What `renderer/index.html` can show before the app is there: something near to the page that will take its place. */
export type FirstView = 'login' | 'create' | 'app';

/** Pages that begin with what the product promises. */
const PROMISING: ReadonlySet<AppPath> = new Set([APP_PATHS.login, APP_PATHS.register]);

/** What to show first at `path`; a guess. Null shows the product's name alone. */
export function findFirstView(path: AppPath, hasSession: boolean): FirstView | null {
  if (!needsSession(path)) return PROMISING.has(path) ? 'login' : null;
  if (!hasSession) return 'login';
  return path === APP_PATHS.home || path === APP_PATHS.create ? 'create' : 'app';
}
