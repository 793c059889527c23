import type { UserView } from '../../shared/contracts/auth.ts';
import { openLocalProfile } from '../auth/open-local-profile.ts';
import { publicProcedure, router } from '../platform/trpc.ts';

/** What only a server inside the desktop app offers: every caller has shown the secret of this launch. */
export const desktopRouter = router({
  openLocalProfile: publicProcedure.mutation(async ({ ctx }): Promise<{ user: UserView }> => {
    const { address, userAgent } = ctx;
    const client = { address, userAgent, transport: 'COOKIE' } as const;
    const { user, token, expiresAt } = await openLocalProfile(ctx.services, client);
    ctx.sessionCookie.set(token, expiresAt);
    return { user };
  }),
});
