import type { Reader } from '../database/sql.ts';

/** Whether a generation of the user's waits or runs. Lock the user's account first when the answer must stay true. */
export async function hasLiveGenerations(reader: Reader, userId: string): Promise<boolean> {
  const rows = await reader.all(
    `SELECT 1 AS live FROM generations WHERE user_id = $userId AND status IN ('QUEUED', 'RUNNING') LIMIT 1`,
    { userId },
  );
  return rows.length > 0;
}
