import type { Database } from '../database/database.ts';
import type { Actor } from '../platform/app-deps.ts';

/** Whether the session the caller came with is still there and has not run out; true for a caller without one. */
export async function isSessionOpen(db: Database, actor: Actor): Promise<boolean> {
  if (actor.sessionId === null) return true;
  const rows = await db.reader.all(
    `SELECT 1 AS found FROM sessions WHERE id = $id AND user_id = $userId AND expires_at > $now`,
    { id: actor.sessionId, userId: actor.userId, now: db.now().getTime() },
  );
  return rows.length > 0;
}
