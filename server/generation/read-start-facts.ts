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

/** What a user's account and earlier generations mean for the next one. */
export interface StartFacts {
  /**
   * Whether the account has been deleted, maybe since the request was let in. True until the commit where the user's
   * account is locked, which deleting it does too.
   */
  readonly isDeleted: boolean;
  /** How many wait. */
  readonly queued: number;
  /** The highest id below `beforeId`; null when there is none. */
  readonly highestId: string | null;
}

/** {@link StartFacts} of every one of `userIds`. */
export async function readStartFacts(
  reader: Reader,
  userIds: readonly string[],
  beforeId: string,
): Promise<Map<string, StartFacts>> {
  // The few deleted users have an index, and SQLite has to be told that it is the shorter way.
  const users = reader.dialect === 'sqlite' ? 'users INDEXED BY users_deleted' : 'users';
  const facts = (user: string): string =>
    `(SELECT COUNT(*) FROM ${users} WHERE id = ${user} AND deleted_at IS NOT NULL) AS deleted,
     (SELECT COUNT(*) FROM generations g WHERE g.user_id = ${user} AND g.status = 'QUEUED') AS queued,
     (SELECT g.id FROM generations g WHERE g.user_id = ${user} AND g.id < $beforeId ORDER BY g.id DESC LIMIT 1) AS highest_id`;
  interface Row {
    user_id: string;
    deleted: number;
    queued: number;
    highest_id: string | null;
  }
  const rows =
    userIds.length === 1
      ? await reader.all<Row>(`SELECT ${facts('$userId')}, $userId AS user_id`, {
          userId: userIds[0]!,
          beforeId,
        })
      : await reader.all<Row>(
          reader.dialect === 'sqlite'
            ? `SELECT u.value AS user_id, ${facts('u.value')} FROM json_each($userIds) u`
            : // Each table once for all users, where it can be done.
              `SELECT u.value AS user_id, COALESCE(q.queued, 0) AS queued,
                 CASE WHEN u.value = ANY (ARRAY(SELECT id FROM users WHERE deleted_at IS NOT NULL AND id = ANY($userIds::uuid[]))) THEN 1 ELSE 0 END AS deleted,
                 (SELECT g.id FROM generations g WHERE g.user_id = u.value AND g.id < $beforeId ORDER BY g.id DESC LIMIT 1) AS highest_id
               FROM unnest($userIds::uuid[]) AS u(value)
               LEFT JOIN (
                 SELECT user_id, COUNT(*) AS queued FROM generations
                 WHERE status = 'QUEUED' AND user_id = ANY($userIds::uuid[]) GROUP BY user_id
               ) q ON q.user_id = u.value`,
          { userIds, beforeId },
        );
  return new Map(
    rows.map(({ user_id, deleted, queued, highest_id }) => [
      user_id,
      { isDeleted: deleted > 0, queued, highestId: highest_id },
    ]),
  );
}
