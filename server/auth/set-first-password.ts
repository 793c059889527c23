import type { SetFirstPasswordInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { defineUser, type User } from './auth.model.ts';
import { lockUser } from './lock-user.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { setPassword } from './set-password.ts';

/**
 * Gives the computer's own profile its first password and returns its recovery codes, shown this once; every other
 * session ends. From then on it is an account like any other. Throws FORBIDDEN for an account that has a password or
 * is no local profile, so a second call changes nothing; UNAVAILABLE, and UNAUTHENTICATED when the account is gone.
 */
export async function setFirstPassword(
  deps: AuthDeps,
  actor: Actor,
  input: SetFirstPasswordInput,
): Promise<string[]> {
  // Looked at before the slow work, too, so that nobody makes it do that in vain.
  requireFirst(await deps.db.model(defineUser).findOne({ where: { id: actor.userId, deletedAt: null } }));
  const passwordHash = await deps.passwordHasher.hash(input.password);
  const { recoveryCodes, changes } = await deps.db.write(async (tx) => {
    requireFirst(await lockUser(tx, deps.db, actor.userId));
    await setPassword(tx, actor.userId, passwordHash);
    const ended = await revokeSessions(tx, actor.userId, actor.sessionId);
    return { recoveryCodes: await replaceRecoveryCodes(tx, actor.userId), changes: ended };
  });
  deps.events.publish(changes);
  return recoveryCodes;
}

function requireFirst(user: User | null): void {
  if (!user) throw new AppError('UNAUTHENTICATED');
  if (!user.isLocal || user.passwordHash !== null) throw new AppError('FORBIDDEN');
}
