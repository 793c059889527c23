import type { Dialect, SqlParams } from '../database/sql.ts';

/** Names one generation. */
export interface GenerationRef {
  readonly userId: string;
  readonly id: string;
}

/** One word for a generation, for maps. */
export function refKey({ userId, id }: GenerationRef): string {
  return `${userId}/${id}`;
}

/** A table expression `r (user_id, id)` of the generations that {@link refParams} binds. */
export function refTable(dialect: Dialect): string {
  return dialect === 'sqlite'
    ? `(SELECT substr(value, 1, 36) AS user_id, substr(value, 38) AS id FROM json_each($refs)) r`
    : `unnest($refUserIds::uuid[], $refIds::uuid[]) AS r (user_id, id)`;
}

/** Parameters for {@link refTable}. */
export function refParams(dialect: Dialect, refs: readonly GenerationRef[]): SqlParams {
  return dialect === 'sqlite'
    ? { refs: refs.map(refKey) }
    : { refUserIds: refs.map(({ userId }) => userId), refIds: refs.map(({ id }) => id) };
}
