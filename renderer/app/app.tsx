import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { createQueryClient } from './api/create-query-client.ts';
import { createTrpcClient } from './api/create-trpc-client.ts';
import { trpc } from './api/trpc.ts';
import { FollowDesktop } from './follow-desktop.tsx';
import { ScrollToTop } from './layout/scroll-to-top.tsx';
import { AppRoutes } from './routes.tsx';
import { followOtherWindows, forgetSession } from './session/session.ts';
import { ThemeProvider } from './theme/theme-provider.tsx';

/** The whole app. */
export function App() {
  const [client] = useState(createTrpcClient);
  const [queryClient] = useState(() => {
    const created = createQueryClient(() => forgetSession(created));
    return created;
  });
  useEffect(() => followOtherWindows(queryClient), [queryClient]);
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <ThemeProvider>
          <ErrorBoundary>
            <BrowserRouter>
              <FollowDesktop />
              <ScrollToTop />
              <AppRoutes />
            </BrowserRouter>
          </ErrorBoundary>
        </ThemeProvider>
      </QueryClientProvider>
    </trpc.Provider>
  );
}
