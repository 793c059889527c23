import type { Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import { defineUser, type User } from './auth.model.ts';

/**
 * Step: the user's row, locked until the transaction ends, so that what is decided about the password and what is
 * done with the sessions is one; null when there is none or it was deleted. It is locked after the user's account,
 * where both are, and before sessions and recovery codes.
 */
export async function lockUser(tx: Tx, db: Database, userId: string): Promise<User | null> {
  return db.model(defineUser).findOne({
    where: { id: userId, deletedAt: null },
    lock: true,
    transaction: tx.transaction,
  });
}
