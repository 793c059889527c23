import {
  changePasswordInput,
  loginInput,
  recoverInput,
  registerInput,
  renewRecoveryCodesInput,
  revokeSessionInput,
  setFirstPasswordInput,
  type RecoveryCodesView,
  type RegisteredView,
  type UserView,
} from '../../shared/contracts/auth.ts';
import { publicProcedure, router, userProcedure } from '../platform/trpc.ts';
import type { AuthClient } from './auth-deps.ts';
import { changePassword } from './change-password.ts';
import { getMe } from './get-me.ts';
import { listSessions } from './list-sessions.ts';
import type { OpenedSession } from './open-session.ts';
import { recoverAccount } from './recover-account.ts';
import { registerUser } from './register-user.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { revokeSession } from './revoke-session.ts';
import { setFirstPassword } from './set-first-password.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

/** Accounts and sessions. A token leaves in the cookie only, never in an answer. */
export const authRouter = router({
  register: publicProcedure.input(registerInput).mutation(async ({ ctx, input }): Promise<RegisteredView> => {
    const { recoveryCodes, ...session } = await registerUser(ctx.services, clientOf(ctx), input);
    return { ...keepSession(ctx, session), recoveryCodes };
  }),

  signIn: publicProcedure
    .input(loginInput)
    .mutation(async ({ ctx, input }) => keepSession(ctx, await signIn(ctx.services, clientOf(ctx), input))),

  recover: publicProcedure
    .input(recoverInput)
    .mutation(async ({ ctx, input }) =>
      keepSession(ctx, await recoverAccount(ctx.services, clientOf(ctx), input)),
    ),

  // For anybody, so that a cookie whose session has ended already goes too.
  signOut: publicProcedure.mutation(async ({ ctx }): Promise<null> => {
    if (ctx.actor) await signOut(ctx.services, ctx.actor);
    ctx.sessionCookie.clear();
    return null;
  }),

  // Null for nobody: a page that asks whether anybody is signed in has not failed when nobody is.
  session: publicProcedure.query(async ({ ctx }): Promise<UserView | null> =>
    ctx.actor ? getMe(ctx.services, ctx.actor) : null,
  ),

  me: userProcedure.query(({ ctx }) => getMe(ctx.services, ctx.actor)),

  sessions: userProcedure.query(({ ctx }) => listSessions(ctx.services, ctx.actor)),

  revokeSession: userProcedure.input(revokeSessionInput).mutation(async ({ ctx, input }): Promise<null> => {
    await revokeSession(ctx.services, ctx.actor, input);
    if (input.sessionId === ctx.actor.sessionId) ctx.sessionCookie.clear();
    return null;
  }),

  changePassword: userProcedure.input(changePasswordInput).mutation(async ({ ctx, input }): Promise<null> => {
    await changePassword(ctx.services, ctx.actor, input);
    return null;
  }),

  setFirstPassword: userProcedure
    .input(setFirstPasswordInput)
    .mutation(async ({ ctx, input }): Promise<RecoveryCodesView> => ({
      recoveryCodes: await setFirstPassword(ctx.services, ctx.actor, input),
    })),

  renewRecoveryCodes: userProcedure
    .input(renewRecoveryCodesInput)
    .mutation(async ({ ctx, input }): Promise<RecoveryCodesView> => ({
      recoveryCodes: await renewRecoveryCodes(ctx.services, ctx.actor, input),
    })),
});

type Context = Pick<AuthClient, 'address' | 'userAgent'> & {
  readonly sessionCookie: { set(token: string, expiresAt: Date): void };
};

function clientOf(ctx: Context): AuthClient {
  return { address: ctx.address, userAgent: ctx.userAgent, transport: 'COOKIE' };
}

function keepSession(ctx: Context, { user, token, expiresAt }: OpenedSession): { user: UserView } {
  ctx.sessionCookie.set(token, expiresAt);
  return { user };
}
