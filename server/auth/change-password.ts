import type { ChangePasswordInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { lockUser } from './lock-user.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { setPassword } from './set-password.ts';
import { verifyOwnPassword } from './verify-own-password.ts';

/**
 * Replaces the actor's password and ends every other session. Throws INVALID_CREDENTIALS when `currentPassword` is
 * not right, RATE_LIMITED, UNAVAILABLE.
 */
export async function changePassword(
  deps: AuthDeps,
  actor: Actor,
  input: ChangePasswordInput,
): Promise<void> {
  const verifiedHash = await verifyOwnPassword(deps, actor, input.currentPassword);
  const passwordHash = await deps.passwordHasher.hash(input.newPassword);
  const changes = await deps.db.write(async (tx) => {
    const user = await lockUser(tx, deps.db, actor.userId);
    if (user?.passwordHash !== verifiedHash) throw new AppError('INVALID_CREDENTIALS');
    await setPassword(tx, actor.userId, passwordHash);
    return revokeSessions(tx, actor.userId, actor.sessionId);
  });
  deps.events.publish(changes);
}
