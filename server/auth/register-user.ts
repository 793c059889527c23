import { randomUUID } from 'node:crypto';
import type { RegisterInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { AuthClient, AuthDeps } from './auth-deps.ts';
import { defineUser } from './auth.model.ts';
import { presentUser } from './auth.presenter.ts';
import { foldEmail } from './find-user-by-account.ts';
import { openSession, type OpenedSession } from './open-session.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';

/** A new account with its first session. */
export interface RegisteredUser extends OpenedSession {
  /** Shown once; each signs in one time. */
  readonly recoveryCodes: string[];
}

/**
 * Makes an account, signs it in and hands out its recovery codes. Throws USERNAME_TAKEN, RATE_LIMITED, UNAVAILABLE.
 * An e-mail address is kept as an unverified claim, which several accounts may make: nobody learns whether it is known.
 */
export async function registerUser(
  deps: AuthDeps,
  client: AuthClient,
  input: RegisterInput,
): Promise<RegisteredUser> {
  await deps.rateLimiter.consume('registerPerAddress', client.address);
  const { username } = input;
  const taken = await deps.db.model(defineUser).count({ where: { username } });
  if (taken > 0) throw new AppError('USERNAME_TAKEN');
  const passwordHash = await deps.passwordHasher.hash(input.password);
  return deps.db.write(async (tx) => {
    const id = randomUUID();
    const email = input.email === undefined ? null : foldEmail(input.email);
    const inserted = await tx.run(
      `INSERT INTO users (id, username, email, password_hash, terms_version, created_at)
       VALUES ($id, $username, $email, $passwordHash, $termsVersion, $now) ON CONFLICT (username) DO NOTHING`,
      {
        id,
        username,
        email,
        passwordHash,
        termsVersion: input.termsVersion ?? null,
        now: tx.now.getTime(),
      },
    );
    if (inserted === 0) throw new AppError('USERNAME_TAKEN');
    const recoveryCodes = await replaceRecoveryCodes(tx, id);
    const session = await openSession(tx, id, client);
    return {
      user: presentUser({ id, username, email, passwordHash, isLocal: false, createdAt: tx.now }),
      ...session,
      recoveryCodes,
    };
  });
}
