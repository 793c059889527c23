import type { Tx } from '../database/transaction.ts';
import type { LiveChange } from '../platform/events.ts';
import { revokeSessions } from './revoke-sessions.ts';

/**
 * Step: leaves of a user nothing but the id and when it came and went: the profile, sessions and recovery codes are
 * gone, the username is free again, and so is the
 * place of the computer's own profile. Returns what to publish once committed.
 */
export async function eraseUser(tx: Tx, userId: string): Promise<LiveChange[]> {
  const changes = await revokeSessions(tx, userId, null);
  await tx.run(`DELETE FROM recovery_codes WHERE user_id = $userId`, { userId });
  await tx.run(
    `UPDATE users SET username = NULL, email = NULL, email_verified_at = NULL, password_hash = NULL,
                      terms_version = NULL, is_local = $isLocal, deleted_at = $now
     WHERE id = $userId AND deleted_at IS NULL`,
    { userId, isLocal: false, now: tx.now.getTime() },
  );
  return changes;
}
