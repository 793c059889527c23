import { createTRPCReact } from '@trpc/react-query';
import type { AppRouter } from '../../../server/app-router.ts';

/** The typed API as React hooks: `trpc.orders.page.useQuery(…)`. */
export const trpc = createTRPCReact<AppRouter>();
