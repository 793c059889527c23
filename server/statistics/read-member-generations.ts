import type { Reader } from '../database/sql.ts';

/** What a user's membership has covered. */
export interface MemberGenerations {
  /** Every covered generation, however it ended. */
  readonly started: number;
  /**
   * What would have been charged and kept: the list price of those that did not fail and were not cancelled, and of
   * the others the price of each image that was delivered, while the creator keeps them.
   */
  readonly creditsSaved: number;
}

/** Counts covered generations from the index that holds nothing else; only those that did not end well are looked at closer. */
export async function readMemberGenerations(reader: Reader, userId: string): Promise<MemberGenerations> {
  const [totals = { started: 0, creditsSaved: 0 }] = await reader.all<MemberGenerations>(
    `SELECT COUNT(*) AS "started",
       COALESCE(SUM(CASE WHEN status IN ('FAILED', 'CANCELLED') THEN 0 ELSE list_cost_credits END), 0)
       + (SELECT COALESCE(SUM(g.list_cost_credits / g.count), 0) FROM generations g
          JOIN generation_outputs o ON o.user_id = g.user_id AND o.generation_id = g.id
          WHERE g.user_id = $userId AND g.covered_by_membership AND g.status IN ('FAILED', 'CANCELLED')
            AND o.file_key IS NOT NULL) AS "creditsSaved"
     FROM generations WHERE user_id = $userId AND covered_by_membership`,
    { userId },
  );
  return totals;
}
