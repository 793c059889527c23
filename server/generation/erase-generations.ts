import type { Tx } from '../database/transaction.ts';

/**
 * Erases prompts, settings and outputs of a user's generations (of one, when `id` is given) and returns the keys of
 * their files, for `files.remove` after the commit. Ids, prices and states stay: the ledger refers to them.
 * The caller has seen to it that none is live. Safe to repeat.
 */
export async function eraseGenerations(tx: Tx, userId: string, id: string | null = null): Promise<string[]> {
  const params = id === null ? { userId } : { userId, id };
  const outputs = `generation_outputs WHERE user_id = $userId${id === null ? '' : ' AND generation_id = $id'}`;
  const files = await tx.all<{ file_key: string }>(
    `SELECT file_key FROM ${outputs} AND file_key IS NOT NULL`,
    params,
  );
  await tx.run(`DELETE FROM ${outputs}`, params);
  // A hash of a short prompt can be guessed; a deleted account has no use for it, a deleted generation keeps its key.
  await tx.run(
    `UPDATE generations SET prompt = '', options = '{}', deleted_at = COALESCE(deleted_at, $now)
     ${id === null ? `, input_sha256 = ''` : ''}
     WHERE user_id = $userId${id === null ? '' : ' AND id = $id'}`,
    { ...params, now: tx.now.getTime() },
  );
  return files.map(({ file_key }) => file_key);
}
