import { App as AntdApp } from 'antd';
import { Suspense } from 'react';
import { Outlet, useLocation } from 'react-router';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { TabBar } from './tab-bar.tsx';

/** What surrounds every page of a signed-in user. */
export function AppLayout() {
  const { t } = useCommonTexts();
  const { pathname } = useLocation();
  return (
    <AntdApp component={false}>
      <a className="skip-link" href="#content">
        {t('nav.skipToContent')}
      </a>
      <Header />
      <ConnectionBanner />
      <main id="content" className="content" tabIndex={-1}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
      <TabBar />
    </AntdApp>
  );
}
