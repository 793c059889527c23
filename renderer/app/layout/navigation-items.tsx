import type { ReactNode } from 'react';
import { APP_PATHS, type AppPath } from '../../../shared/app-paths.ts';
import {
  CreateIcon,
  CreditIcon,
  GalleryIcon,
  HistoryIcon,
  MemberIcon,
  OrderIcon,
  PersonIcon,
} from '../../components/icons.tsx';

/** A page in the navigation. */
export interface NavigationItem {
  readonly path: AppPath;
  readonly text: 'create' | 'gallery' | 'recharge' | 'membership' | 'transactions' | 'orders' | 'account';
  readonly icon: ReactNode;
}

/** Every page of a signed-in user, in the order of use. */
export const NAVIGATION_ITEMS: readonly NavigationItem[] = [
  { path: APP_PATHS.create, text: 'create', icon: <CreateIcon /> },
  { path: APP_PATHS.gallery, text: 'gallery', icon: <GalleryIcon /> },
  { path: APP_PATHS.recharge, text: 'recharge', icon: <CreditIcon /> },
  { path: APP_PATHS.membership, text: 'membership', icon: <MemberIcon /> },
  { path: APP_PATHS.transactions, text: 'transactions', icon: <HistoryIcon /> },
  { path: APP_PATHS.orders, text: 'orders', icon: <OrderIcon /> },
  { path: APP_PATHS.account, text: 'account', icon: <PersonIcon /> },
];
