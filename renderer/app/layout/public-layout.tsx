import { Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { BrandIcon } from '../../components/icons.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { Footer } from './footer.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { PreferenceButtons } from './preference-buttons.tsx';

/** What surrounds the pages that anybody may see. */
export function PublicLayout() {
  const { t } = useCommonTexts();
  const { pathname } = useLocation();
  return (
    <>
      <header className="app-header">
        <div className="app-header-row">
          <Link to={APP_PATHS.home} className="brand">
            <BrandIcon />
            <span>{t('productName')}</span>
          </Link>
          <PreferenceButtons />
        </div>
      </header>
      <OfflineBanner />
      <main id="content" className="content" tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
    </>
  );
}
