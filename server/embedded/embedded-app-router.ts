import { appRouter } from '../app-router.ts';
import { mergeRouters, router } from '../platform/trpc.ts';
import { desktopRouter } from './desktop.router.ts';

/** The root router of a server inside the desktop app: the same as everywhere, and what only the shell may ask for. */
export const embeddedAppRouter = mergeRouters(appRouter, router({ desktop: desktopRouter }));

/** The contract of the desktop shell with the server it started. */
export type EmbeddedAppRouter = typeof embeddedAppRouter;
