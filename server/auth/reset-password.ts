import { randomBytes } from 'node:crypto';
import type { UserView } from '../../shared/contracts/auth.ts';
import { recordOperatorAction } from '../operators/record-operator-action.ts';
import { AppError } from '../platform/app-error.ts';
import type { Operator } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { presentUser } from './auth.presenter.ts';
import { findUserByAccount } from './find-user-by-account.ts';
import { lockUser } from './lock-user.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { setPassword } from './set-password.ts';

/** What an operator hands to the owner of an account. */
export interface ResetPassword {
  readonly user: UserView;
  /** In the clear this once; the owner is asked to change it. */
  readonly password: string;
}

/**
 * For an operator: gives the account named `account` a random password and ends all of its sessions. Its recovery
 * codes end too, because whoever made the reset necessary may hold them; the owner makes new ones. Throws NOT_FOUND.
 */
export async function resetPassword(
  deps: AuthDeps,
  operator: Operator,
  { account }: { readonly account: string },
): Promise<ResetPassword> {
  const found = await findUserByAccount(deps, account);
  if (!found) throw new AppError('NOT_FOUND');
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await deps.passwordHasher.hash(password);
  const { user, changes } = await deps.db.write(async (tx) => {
    const locked = await lockUser(tx, deps.db, found.id);
    if (!locked) throw new AppError('NOT_FOUND');
    await setPassword(tx, locked.id, passwordHash);
    await tx.run(`DELETE FROM recovery_codes WHERE user_id = $userId`, { userId: locked.id });
    const ended = await revokeSessions(tx, locked.id, null);
    await recordOperatorAction(tx, operator, {
      action: 'users.reset-password',
      userId: locked.id,
      details: { revokedSessions: ended.length },
    });
    return { user: { ...presentUser(locked), hasPassword: true }, changes: ended };
  });
  deps.events.publish(changes);
  return { user, password };
}
