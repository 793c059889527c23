import type { Tx } from '../database/transaction.ts';
import type { TabCharges } from './ledger-types.ts';

/**
 * The `newest_generation_id` of an account after charges for new generations; null where it is not known. An id from
 * the future, not below `beforeId`, is not kept: the ones that come before it would all seem to be old.
 */
export function newestAfter(
  { newestGenerationId, generationIds }: TabCharges,
  beforeId: string,
): string | null {
  if (newestGenerationId === null) return null;
  const newest = generationIds.reduce((highest, id) => (id > highest ? id : highest), newestGenerationId);
  return newest < beforeId ? newest : null;
}

/**
 * Makes the newest generation of these users unknown, whose accounts are locked: they got some without charges on
 * their tabs. Only PostgreSQL keeps it.
 */
export async function forgetNewestGeneration(tx: Tx, userIds: readonly string[]): Promise<number> {
  if (tx.dialect === 'sqlite' || userIds.length === 0) return 0;
  return tx.run(
    `UPDATE credit_accounts SET newest_generation_id = NULL
     WHERE user_id = ANY($userIds::uuid[]) AND newest_generation_id IS NOT NULL`,
    { userIds },
  );
}
