import type { Reader } from '../database/sql.ts';

/** What a user's membership has covered. */
export interface MemberGenerations {
  /** Every covered generation, however it ended. */
  readonly started: number;
  /** List price of those that did not fail and were not cancelled: what would have been charged and kept. */
  readonly creditsSaved: number;
}

/** Counts covered generations from the index that holds nothing else. */
export async function readMemberGenerations(reader: Reader, userId: string): Promise<MemberGenerations> {
  const [totals = { started: 0, creditsSaved: 0 }] = await reader.all<MemberGenerations>(
    `SELECT COUNT(*) AS "started",
       COALESCE(SUM(CASE WHEN status IN ('FAILED', 'CANCELLED') THEN 0 ELSE list_cost_credits END), 0) AS "creditsSaved"
     FROM generations WHERE user_id = $userId AND covered_by_membership`,
    { userId },
  );
  return totals;
}
