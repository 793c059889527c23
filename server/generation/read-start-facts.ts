import { anyOf, type Reader } from '../database/sql.ts';
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
  if (refs.length === 0) return new Map();
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

/**
 * Those of `userIds` whose accounts have been deleted, maybe since their request was let in. True until the commit
 * where the users' accounts are locked, which deleting one does too.
 */
export async function findDeletedUsers(reader: Reader, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await reader.all<{ id: string }>(
    `SELECT id FROM users WHERE deleted_at IS NOT NULL AND ${anyOf(reader.dialect, 'id', 'userIds')}`,
    { userIds },
  );
  return new Set(rows.map(({ id }) => id));
}

/** What a user's earlier generations mean for the next one. */
export interface QueueFacts {
  /** How many wait; counting stops at the limit. */
  readonly queued: number;
  /** The highest id below `beforeId`; null when there is none. */
  readonly highestId: string | null;
}

/** {@link QueueFacts} of every one of `userIds`. */
export async function readQueueFacts(
  reader: Reader,
  userIds: readonly string[],
  limit: number,
  beforeId: string,
): Promise<Map<string, QueueFacts>> {
  const facts = (user: string): string =>
    `(SELECT COUNT(*) FROM (SELECT 1 FROM generations g WHERE g.user_id = ${user} AND g.status = 'QUEUED' LIMIT $limit) q) AS queued,
     (SELECT g.id FROM generations g WHERE g.user_id = ${user} AND g.id < $beforeId ORDER BY g.id DESC LIMIT 1) AS highest_id`;
  interface Row {
    user_id: string;
    queued: number;
    highest_id: string | null;
  }
  const rows =
    userIds.length === 1
      ? await reader.all<Row>(`SELECT ${facts('$userId')}, $userId AS user_id`, {
          userId: userIds[0]!,
          limit,
          beforeId,
        })
      : await reader.all<Row>(
          reader.dialect === 'sqlite'
            ? `SELECT u.value AS user_id, ${facts('u.value')} FROM json_each($userIds) u`
            : `SELECT u.value AS user_id, ${facts('u.value')} FROM unnest($userIds::uuid[]) AS u(value)`,
          { userIds, limit, beforeId },
        );
  return new Map(rows.map((row) => [row.user_id, { queued: row.queued, highestId: row.highest_id }]));
}
