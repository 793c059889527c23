import { AppError } from '../platform/app-error.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { defineUser } from './auth.model.ts';

/**
 * Makes sure that whoever holds the actor's session also knows the password, and returns the hash it was checked
 * against, which the caller compares again under the user's lock. Throws INVALID_CREDENTIALS, RATE_LIMITED,
 * UNAVAILABLE, and UNAUTHENTICATED when the account is gone.
 */
export async function verifyOwnPassword(deps: AuthDeps, actor: Actor, password: string): Promise<string> {
  // Counted apart from signing in, so that a stranger's guesses at the door do not lock the owner out of these.
  await deps.rateLimiter.consume('signInPerAccount', `own:${actor.userId}`);
  const user = await deps.db.model(defineUser).findOne({ where: { id: actor.userId, deletedAt: null } });
  if (!user) throw new AppError('UNAUTHENTICATED');
  const matches = await deps.passwordHasher.verify(user.passwordHash, password);
  if (!matches || user.passwordHash === null) throw new AppError('INVALID_CREDENTIALS');
  return user.passwordHash;
}
