import { usernameSchema, type LoginInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { AuthClient, AuthDeps } from './auth-deps.ts';
import { presentUser } from './auth.presenter.ts';
import { findUserByAccount, foldEmail } from './find-user-by-account.ts';
import { lockUser } from './lock-user.ts';
import { openSession, type OpenedSession } from './open-session.ts';

/**
 * Opens a session for whoever knows the password of `account`, a username or a verified e-mail address. Throws
 * RATE_LIMITED, UNAVAILABLE, and INVALID_CREDENTIALS alike and after the same work whether the account is unknown,
 * has no password or has another one.
 */
export async function signIn(deps: AuthDeps, client: AuthClient, input: LoginInput): Promise<OpenedSession> {
  await deps.rateLimiter.consume('signInPerAddress', client.address);
  const user = await findUserByAccount(deps, input.account);
  // Counted per person, so that a second name gives no further guesses; and before the password is looked at, so
  // that a locked account tells nothing about it.
  const guessed = user ? `user:${user.id}` : `text:${foldUnknown(input.account)}`;
  await deps.rateLimiter.consume('signInPerAccount', guessed);
  const verifiedHash = user?.passwordHash ?? null;
  const matches = await deps.passwordHasher.verify(verifiedHash, input.password);
  if (!user || !matches) throw new AppError('INVALID_CREDENTIALS');
  return deps.db.write(async (tx) => {
    const locked = await lockUser(tx, deps.db, user.id);
    // The password may have been changed, and every session revoked, since it was looked at.
    if (locked?.passwordHash !== verifiedHash) throw new AppError('INVALID_CREDENTIALS');
    return { user: presentUser(locked), ...(await openSession(tx, user.id, client)) };
  });
}

/**
 * Texts that would name the same account are one text, and no others: were more of them counted together for nobody
 * than for somebody, the limit would tell which accounts exist.
 */
function foldUnknown(account: string): string {
  if (account.includes('@')) return foldEmail(account);
  const username = usernameSchema.safeParse(account);
  return username.success ? username.data : account;
}
