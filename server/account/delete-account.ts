import type { DeleteAccountInput } from '../../shared/contracts/auth.ts';
import { confirmOwner } from '../auth/confirm-owner.ts';
import { eraseUser } from '../auth/erase-user.ts';
import { lockUser } from '../auth/lock-user.ts';
import { getAvailableCredits } from '../credits/get-available-credits.ts';
import { lockAccounts } from '../credits/lock-accounts.ts';
import type { Tx } from '../database/transaction.ts';
import { eraseGenerations } from '../generation/erase-generations.ts';
import { hasLiveGenerations } from '../generation/has-live-generations.ts';
import { hasOpenOrders } from '../orders/has-open-orders.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import type { AccountDeps } from './account-deps.ts';

/**
 * Deletes the actor's account: profile, sessions, prompts and outputs are erased, the username is free again; orders
 * and the ledger stay under the id, which nothing connects with a person any more. Throws INVALID_CREDENTIALS,
 * ACCOUNT_BUSY while an order or a generation is open, CREDITS_REMAIN (with `credits`) unless `confirmCredits` is
 * what would be lost, RATE_LIMITED, UNAVAILABLE.
 */
export async function deleteAccount(
  deps: AccountDeps,
  actor: Actor,
  input: DeleteAccountInput,
): Promise<void> {
  const { userId } = actor;
  const verifiedHash = await confirmOwner(deps, actor, input.password);
  const { changes, fileKeys } = await deps.db.write(async (tx) => {
    // Placing orders and starting generations take the account's lock too: what is found here stays true. They look
    // at the user's row after it, hence this order.
    await lockAccounts(tx, [userId]);
    const user = await lockUser(tx, deps.db, userId);
    if (user?.passwordHash !== verifiedHash) throw new AppError('INVALID_CREDENTIALS');
    await refuseUnlessReady(tx, userId, input.confirmCredits);
    const keys = await eraseGenerations(tx, userId);
    return { changes: await eraseUser(tx, userId), fileKeys: keys };
  });
  deps.events.publish(changes);
  // It is deleted whether or not its files can be removed just now: `sweepDeletedAccounts` comes back for them.
  await deps.generation.files
    .remove(fileKeys)
    .catch((error: unknown) => deps.logger.error({ err: error, userId }, 'files were left behind'));
}

async function refuseUnlessReady(tx: Tx, userId: string, confirmCredits: number): Promise<void> {
  if ((await hasOpenOrders(tx, userId)) || (await hasLiveGenerations(tx, userId)))
    throw new AppError('ACCOUNT_BUSY');
  const credits = await getAvailableCredits(tx, tx.now, userId);
  if (credits !== confirmCredits) throw new AppError('CREDITS_REMAIN', { credits });
}
