import type { Reader } from '../database/sql.ts';

/** Whether a generation of the user's waits or runs. Lock the user's account first when the answer must stay true. */
export async function hasLiveGenerations(reader: Reader, userId: string): Promise<boolean> {
  const rows = await reader.all(
    // Two halves, because each has a partial index of its own.
    `SELECT 1 AS live WHERE EXISTS (SELECT 1 FROM generations WHERE user_id = $userId AND status = 'QUEUED')
     OR EXISTS (SELECT 1 FROM generations WHERE user_id = $userId AND status = 'RUNNING')`,
    { userId },
  );
  return rows.length > 0;
}
