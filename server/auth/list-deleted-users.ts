import type { Reader } from '../database/sql.ts';

/** Ids of the users who deleted their account at `since` or later. */
export async function listDeletedUsers(reader: Reader, since: Date): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(
    `SELECT id FROM users WHERE deleted_at >= $since ORDER BY id`,
    { since: since.getTime() },
  );
  return rows.map(({ id }) => id);
}
