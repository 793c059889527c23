import type { RecoverInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { AuthClient, AuthDeps } from './auth-deps.ts';
import { presentUser } from './auth.presenter.ts';
import { findUserByAccount } from './find-user-by-account.ts';
import { lockUser } from './lock-user.ts';
import { openSession, type OpenedSession } from './open-session.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { setPassword } from './set-password.ts';

/**
 * Takes one unused recovery code for a new password and a new session; every other session ends. Throws
 * RATE_LIMITED, UNAVAILABLE, and INVALID_CREDENTIALS alike for an unknown account and a wrong or used code. There is
 * no limit per account: a code cannot be guessed, and nobody shall keep the owner from using one.
 */
export async function recoverAccount(
  deps: AuthDeps,
  client: AuthClient,
  input: RecoverInput,
): Promise<OpenedSession> {
  await deps.rateLimiter.consume('signInPerAddress', client.address);
  const user = await findUserByAccount(deps, input.account);
  const codeSha256 = hashRecoveryCode(input.recoveryCode);
  const unused = await deps.db.reader.all(
    `SELECT 1 FROM recovery_codes WHERE user_id = $userId AND code_sha256 = $codeSha256 AND used_at IS NULL`,
    // Asked for nobody too, so that an unknown account takes as long as a wrong code.
    { userId: user?.id ?? NOBODY, codeSha256 },
  );
  if (!user || unused.length === 0) throw new AppError('INVALID_CREDENTIALS');
  const passwordHash = await deps.passwordHasher.hash(input.newPassword);
  const { session, changes } = await deps.db.write(async (tx) => {
    const locked = await lockUser(tx, deps.db, user.id);
    const used = await tx.run(
      `UPDATE recovery_codes SET used_at = $now
       WHERE user_id = $userId AND code_sha256 = $codeSha256 AND used_at IS NULL`,
      { userId: user.id, codeSha256, now: tx.now.getTime() },
    );
    if (!locked || used === 0) throw new AppError('INVALID_CREDENTIALS');
    await setPassword(tx, user.id, passwordHash);
    const ended = await revokeSessions(tx, user.id, null);
    const opened = await openSession(tx, user.id, client);
    return { session: { user: { ...presentUser(locked), hasPassword: true }, ...opened }, changes: ended };
  });
  deps.events.publish(changes);
  return session;
}

/** The nil UUID, which no user has (RFC 9562, section 5.9). */
const NOBODY = '00000000-0000-0000-0000-000000000000';
