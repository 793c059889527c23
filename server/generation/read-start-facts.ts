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

/** What {@link readStartFacts} found: on PostgreSQL no highest id, and nobody of whom there is nothing else to say. */
export type FoundFacts = ReadonlyMap<string, StartFacts>;

/** The facts about the next start of each of `userIds`. */
export async function readStartFacts(
  reader: Reader,
  userIds: readonly string[],
  beforeId: string,
): Promise<FoundFacts> {
  if (reader.dialect === 'postgres') return readFewFacts(reader, userIds);
  interface Row {
    user_id: string;
    deleted: number;
    queued: number;
    highest_id: string | null;
  }
  // The few deleted users have an index, and SQLite has to be told that it is the shorter way.
  const facts = (user: string): string =>
    `(SELECT COUNT(*) FROM users INDEXED BY users_deleted WHERE id = ${user} AND deleted_at IS NOT NULL) AS deleted,
     (SELECT COUNT(*) FROM generations g WHERE g.user_id = ${user} AND g.status = 'QUEUED') AS queued,
     ${highestIdOf(user)} AS highest_id`;
  const rows =
    userIds.length === 1
      ? await reader.all<Row>(`SELECT ${facts('$userId')}, $userId AS user_id`, {
          userId: userIds[0]!,
          beforeId,
        })
      : await reader.all<Row>(`SELECT u.value AS user_id, ${facts('u.value')} FROM json_each($userIds) u`, {
          userIds,
          beforeId,
        });
  return new Map(
    rows.map(({ user_id, deleted, queued, highest_id }) => [
      user_id,
      { isDeleted: deleted > 0, queued, highestId: highest_id },
    ]),
  );
}

/** Each table once for all users: looking every user up by itself costs PostgreSQL twice as much. */
async function readFewFacts(reader: Reader, userIds: readonly string[]): Promise<FoundFacts> {
  const rows = await reader.all<{ user_id: string; queued: number | null }>(
    `SELECT user_id, COUNT(*) AS queued FROM generations
     WHERE status = 'QUEUED' AND user_id = ANY($userIds::uuid[]) GROUP BY user_id
     UNION ALL
     SELECT id, NULL FROM users WHERE deleted_at IS NOT NULL AND id = ANY($userIds::uuid[])`,
    { userIds },
  );
  const deleted = new Set(rows.flatMap(({ user_id, queued }) => (queued === null ? user_id : [])));
  const found = new Map<string, StartFacts>();
  for (const { user_id, queued } of rows) {
    found.set(user_id, {
      isDeleted: deleted.has(user_id),
      queued: Math.max(queued ?? 0, found.get(user_id)?.queued ?? 0),
      highestId: null,
    });
  }
  return found;
}

/** A user's highest generation id below a bound, null when there is none, and whether there are higher ones. */
export interface HighestId {
  readonly highestId: string | null;
  readonly hasBeyond: boolean;
}

/** {@link HighestId} of every one of `userIds`, on PostgreSQL. */
export async function readHighestIds(
  reader: Reader,
  userIds: readonly string[],
  beforeId: string,
): Promise<Map<string, HighestId>> {
  if (userIds.length === 0) return new Map();
  const rows = await reader.all<{ user_id: string; highest_id: string | null; has_beyond: boolean }>(
    `SELECT u.value AS user_id, ${highestIdOf('u.value')} AS highest_id,
       EXISTS (SELECT 1 FROM generations g WHERE g.user_id = u.value AND g.id >= $beforeId) AS has_beyond
     FROM unnest($userIds::uuid[]) AS u(value)`,
    { userIds, beforeId },
  );
  return new Map(
    rows.map(({ user_id, highest_id, has_beyond }) => [
      user_id,
      { highestId: highest_id, hasBeyond: has_beyond },
    ]),
  );
}

function highestIdOf(user: string): string {
  return `(SELECT g.id FROM generations g WHERE g.user_id = ${user} AND g.id < $beforeId ORDER BY g.id DESC LIMIT 1)`;
}
