import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { PublicLayout } from './layout/public-layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { RedirectSignedIn } from './session/redirect-signed-in.tsx';
import { RequireSession } from './session/require-session.tsx';

// Each page is a file of its own to the browser, loaded when it is first gone to.
const AppLayout = lazy(async () => ({ default: (await import('./layout/app-layout.tsx')).AppLayout }));
const LoginPage = lazy(async () => ({
  default: (await import('../features/auth/login-page.tsx')).LoginPage,
}));
const RegisterPage = lazy(async () => ({
  default: (await import('../features/auth/register-page.tsx')).RegisterPage,
}));
const RecoverPage = lazy(async () => ({
  default: (await import('../features/auth/recover-page.tsx')).RecoverPage,
}));
const CreatePage = lazy(async () => ({
  default: (await import('../features/generation/create-page.tsx')).CreatePage,
}));
const GalleryPage = lazy(async () => ({
  default: (await import('../features/generation/gallery-page.tsx')).GalleryPage,
}));
const RechargePage = lazy(async () => ({
  default: (await import('../features/credits/recharge-page.tsx')).RechargePage,
}));
const MembershipPage = lazy(async () => ({
  default: (await import('../features/membership/membership-page.tsx')).MembershipPage,
}));
const TransactionsPage = lazy(async () => ({
  default: (await import('../features/credits/transactions-page.tsx')).TransactionsPage,
}));
const OrdersPage = lazy(async () => ({
  default: (await import('../features/orders/orders-page.tsx')).OrdersPage,
}));
const AccountPage = lazy(async () => ({
  default: (await import('../features/account/account-page.tsx')).AccountPage,
}));
const LegalPage = lazy(async () => ({
  default: (await import('../features/legal/legal-page.tsx')).LegalPage,
}));

/** Which page an address is. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<RequireSession />}>
        <Route element={<AppLayout />}>
          <Route path={APP_PATHS.home} element={<Navigate to={APP_PATHS.create} replace />} />
          <Route path={APP_PATHS.create} element={<CreatePage />} />
          <Route path={APP_PATHS.gallery} element={<GalleryPage />} />
          <Route path={APP_PATHS.recharge} element={<RechargePage />} />
          <Route path={APP_PATHS.membership} element={<MembershipPage />} />
          <Route path={APP_PATHS.transactions} element={<TransactionsPage />} />
          <Route path={APP_PATHS.orders} element={<OrdersPage />} />
          <Route path={APP_PATHS.account} element={<AccountPage />} />
        </Route>
      </Route>
      <Route element={<PublicLayout />}>
        <Route element={<RedirectSignedIn />}>
          <Route path={APP_PATHS.login} element={<LoginPage />} />
          <Route path={APP_PATHS.recover} element={<RecoverPage />} />
        </Route>
        <Route path={APP_PATHS.register} element={<RegisterPage />} />
        <Route path={APP_PATHS.terms} element={<LegalPage document="terms" />} />
        <Route path={APP_PATHS.privacy} element={<LegalPage document="privacy" />} />
        <Route path={APP_PATHS.refunds} element={<LegalPage document="refunds" />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
