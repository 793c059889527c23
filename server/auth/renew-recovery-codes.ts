import type { RenewRecoveryCodesInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { Actor } from '../platform/app-deps.ts';
import type { AuthDeps } from './auth-deps.ts';
import { lockUser } from './lock-user.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { verifyOwnPassword } from './verify-own-password.ts';

/**
 * Ten new recovery codes in place of all earlier ones, shown this once. Throws INVALID_CREDENTIALS when the password
 * is not right, RATE_LIMITED, UNAVAILABLE.
 */
export async function renewRecoveryCodes(
  deps: AuthDeps,
  actor: Actor,
  input: RenewRecoveryCodesInput,
): Promise<string[]> {
  const verifiedHash = await verifyOwnPassword(deps, actor, input.password);
  return deps.db.write(async (tx) => {
    const user = await lockUser(tx, deps.db, actor.userId);
    if (user?.passwordHash !== verifiedHash) throw new AppError('INVALID_CREDENTIALS');
    return replaceRecoveryCodes(tx, actor.userId);
  });
}
