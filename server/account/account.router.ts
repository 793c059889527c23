import { deleteAccountInput } from '../../shared/contracts/auth.ts';
import { router, userProcedure } from '../platform/trpc.ts';
import { deleteAccount } from './delete-account.ts';

/** The end of an account; its export is a file, served with the other files. */
export const accountRouter = router({
  delete: userProcedure.input(deleteAccountInput).mutation(async ({ ctx, input }): Promise<null> => {
    await deleteAccount(ctx.services, ctx.actor, input);
    ctx.sessionCookie.clear();
    return null;
  }),
});
