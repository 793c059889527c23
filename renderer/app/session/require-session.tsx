import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { BareLayout } from '../layout/bare-layout.tsx';
import { LiveProvider } from '../live/live-provider.tsx';
import { UserContext, useSession, useSessionEnding } from './session.ts';

/** Where signing in leads anyway. */
const FIRST_PAGES: readonly string[] = [APP_PATHS.home, APP_PATHS.create];

/** Pages of a signed-in user; anybody else is asked to sign in and comes back to where they wanted to go. */
export function RequireSession() {
  const session = useSession();
  const ending = useSessionEnding();
  const location = useLocation();
  switch (session.status) {
    case 'loading':
      return <WaitingPage />;
    case 'failing':
      return (
        <BareLayout>
          <FailureNotice failure={session.failure} onRetry={session.retry} />
        </BareLayout>
      );
    case 'signed-out': {
      const next = `${location.pathname}${location.search}`;
      // Whoever has left on purpose did not ask for this page.
      const isWanted = ending === null || ending === 'elsewhere';
      const query = !isWanted || FIRST_PAGES.includes(next) ? '' : `?next=${encodeURIComponent(next)}`;
      return <Navigate to={`${APP_PATHS.login}${query}`} replace />;
    }
    case 'signed-in':
      return (
        <UserContext value={session.user}>
          <LiveProvider key={session.user.id} userId={session.user.id}>
            <Suspense fallback={<WaitingPage />}>
              <Outlet />
            </Suspense>
          </LiveProvider>
        </UserContext>
      );
  }
}

function WaitingPage() {
  return (
    <BareLayout>
      <PageSkeleton />
    </BareLayout>
  );
}
