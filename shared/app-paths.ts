/** Every page of the app. Routes, the server's answer to an address and deep links all read this one table. */
export const APP_PATHS = {
  home: '/',
  login: '/login',
  register: '/register',
  recover: '/recover',
  create: '/create',
  gallery: '/gallery',
  recharge: '/credit/recharge',
  membership: '/credit/membership',
  transactions: '/credit/transactions',
  orders: '/orders',
  account: '/account',
  terms: '/terms',
  privacy: '/privacy',
  refunds: '/refunds',
} as const;

/** A page that stands for itself. */
export type AppPath = (typeof APP_PATHS)[keyof typeof APP_PATHS];

/** Whether `pathname` is a page of the app; a slash at the end makes no difference. */
export function isAppPath(pathname: string): pathname is AppPath {
  const path = pathname.replace(/(?<=[^/])\/$/, '');
  return Object.values<string>(APP_PATHS).includes(path);
}
