import { router } from './platform/trpc.ts';

/** The root router; its type is the contract of every tRPC client. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;
