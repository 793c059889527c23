import type { Tx } from '../database/transaction.ts';

/** Step: stores the hash of the user's new password; what becomes of the sessions is the caller's to say. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.run(`UPDATE users SET password_hash = $passwordHash WHERE id = $userId AND deleted_at IS NULL`, {
    userId,
    passwordHash,
  });
}
