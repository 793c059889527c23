import { AppError } from '../platform/app-error.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { defineUser } from './auth.model.ts';
import { verifyOwnPassword } from './verify-own-password.ts';

/**
 * Makes sure that whoever holds the actor's session may do what cannot be undone: by the password, or by nothing more
 * where the actor is the computer's own profile and has none. Returns the hash that was found (null for none), which
 * the caller compares again under the user's lock. Throws INVALID_CREDENTIALS, also when a password is shown that does
 * not exist or left out that does; RATE_LIMITED, UNAVAILABLE, UNAUTHENTICATED when the account is gone.
 */
export async function confirmOwner(
  deps: AuthDeps,
  actor: Actor,
  password: string | undefined,
): Promise<string | null> {
  if (password !== undefined) return verifyOwnPassword(deps, actor, password);
  const user = await deps.db.model(defineUser).findOne({ where: { id: actor.userId, deletedAt: null } });
  if (!user) throw new AppError('UNAUTHENTICATED');
  if (!user.isLocal || user.passwordHash !== null) throw new AppError('INVALID_CREDENTIALS');
  return null;
}
