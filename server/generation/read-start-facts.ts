import type { Reader } from '../database/sql.ts';
import { refKey, refParams, refTable, type GenerationRef } from './generation-refs.ts';

/** The input hash of every one of `refs` that has been started, deleted ones included, by `<userId>/<id>`. */
export async function findStarted(
  reader: Reader,
  refs: readonly GenerationRef[],
): Promise<Map<string, string>> {
  interface Row {
    user_id: string;
    id: string;
    input_sha256: string;
  }
  const [only] = refs;
  const rows =
    only && refs.length === 1
      ? await reader.all<Row>(
          `SELECT user_id, id, input_sha256 FROM generations WHERE user_id = $userId AND id = $id`,
          { userId: only.userId, id: only.id },
        )
      : await reader.all<Row>(
          `SELECT g.user_id, g.id, g.input_sha256 FROM ${refTable(reader.dialect)}
           CROSS JOIN generations g WHERE g.user_id = r.user_id AND g.id = r.id`,
          refParams(reader.dialect, refs),
        );
  return new Map(rows.map((row) => [refKey({ userId: row.user_id, id: row.id }), row.input_sha256]));
}

/** How many generations of each user wait; counting stops at `limit`. Users with none may be missing. */
export async function countQueued(
  reader: Reader,
  userIds: readonly string[],
  limit: number,
): Promise<Map<string, number>> {
  const counted = (user: string): string =>
    `(SELECT COUNT(*) FROM (SELECT 1 FROM generations g WHERE g.user_id = ${user} AND g.status = 'QUEUED' LIMIT $limit) q)`;
  const [only] = userIds;
  if (only !== undefined && userIds.length === 1) {
    const [row] = await reader.all<{ queued: number }>(`SELECT ${counted('$userId')} AS queued`, {
      userId: only,
      limit,
    });
    return new Map([[only, row?.queued ?? 0]]);
  }
  const users =
    reader.dialect === 'sqlite' ? `json_each($userIds) u` : `unnest($userIds::uuid[]) AS u (value)`;
  const rows = await reader.all<{ user_id: string; queued: number }>(
    `SELECT u.value AS user_id, ${counted('u.value')} AS queued FROM ${users}`,
    { userIds, limit },
  );
  return new Map(rows.map(({ user_id, queued }) => [user_id, queued]));
}
