import { APP_PATHS, type AppPath } from '../../../shared/app-paths.ts';

/** The lazily loaded module behind each page, relative to `renderer/`. `/` is not there: the client goes on from it. */
const PAGE_MODULES: Readonly<Record<Exclude<AppPath, '/'>, string>> = {
  [APP_PATHS.login]: 'features/auth/login-page.tsx',
  [APP_PATHS.register]: 'features/auth/register-page.tsx',
  [APP_PATHS.recover]: 'features/auth/recover-page.tsx',
  [APP_PATHS.create]: 'features/generation/create-page.tsx',
  [APP_PATHS.gallery]: 'features/generation/gallery-page.tsx',
  [APP_PATHS.recharge]: 'features/credits/recharge-page.tsx',
  [APP_PATHS.membership]: 'features/membership/membership-page.tsx',
  [APP_PATHS.transactions]: 'features/credits/transactions-page.tsx',
  [APP_PATHS.orders]: 'features/orders/orders-page.tsx',
  [APP_PATHS.account]: 'features/account/account-page.tsx',
  [APP_PATHS.terms]: 'features/legal/legal-page.tsx',
  [APP_PATHS.privacy]: 'features/legal/legal-page.tsx',
  [APP_PATHS.refunds]: 'features/legal/legal-page.tsx',
};

/** What `renderer/main.ts` loads one after the other, whatever the page. */
const APP_PARTS = [
  'app/parse-without-eval.ts',
  'app/react-root.ts',
  'app/theme/theme-provider.tsx',
  'app/render-app.tsx',
] as const;

/** What surrounds every page that one has to be signed in for. */
const APP_LAYOUT = 'app/layout/app-layout.tsx';

/** Pages that are shown to whoever asks; the others send a visitor to sign in. */
const OPEN_PAGES: ReadonlySet<AppPath> = new Set([
  APP_PATHS.login,
  APP_PATHS.register,
  APP_PATHS.recover,
  APP_PATHS.terms,
  APP_PATHS.privacy,
  APP_PATHS.refunds,
]);

/** The modules that the client is going to need for `path`; a guess, which at worst loads a chunk too many. */
export function listPageModules(path: AppPath, hasSession: boolean): readonly string[] {
  return [...APP_PARTS, ...listOwnModules(path, hasSession)];
}

/** Whether a visitor of `path` is sent to sign in first. */
export function needsSession(path: AppPath): boolean {
  return !OPEN_PAGES.has(path);
}

function listOwnModules(path: AppPath, hasSession: boolean): readonly string[] {
  if (path !== APP_PATHS.home && !needsSession(path)) return [PAGE_MODULES[path]];
  if (!hasSession) return [PAGE_MODULES[APP_PATHS.login]];
  return [APP_LAYOUT, PAGE_MODULES[path === APP_PATHS.home ? APP_PATHS.create : path]];
}
