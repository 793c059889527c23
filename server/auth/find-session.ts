import type { Database } from '../database/database.ts';
import { createGroupCommit, type GroupCommit } from '../database/group-commit.ts';
import { anyOf } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { SESSION_IDLE_MS, hashSessionToken, isSessionToken } from './session-token.ts';

/** The use of a session is written down at most this often. */
const TOUCH_INTERVAL_MS = 60_000;

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly last_seen_at: number;
}

/**
 * The user whose open session `token` belongs to; null for any other text. Asks the database every time, so that a
 * revoked session ends at once in every process. Its use is noted in the background.
 */
export async function findSession(
  deps: Pick<AppDeps, 'db' | 'logger'>,
  token: string,
): Promise<Actor | null> {
  if (!isSessionToken(token)) return null;
  const nowMs = deps.db.now().getTime();
  const [row] = await deps.db.reader.all<SessionRow>(
    `SELECT id, user_id, last_seen_at FROM sessions WHERE token_sha256 = $tokenSha256 AND expires_at > $nowMs`,
    { tokenSha256: hashSessionToken(token), nowMs },
  );
  if (!row) return null;
  if (nowMs - row.last_seen_at >= TOUCH_INTERVAL_MS) touchSession(deps, row.id);
  return { userId: row.user_id, sessionId: row.id };
}

/** The notes of one database: they share transactions, and a session waits for its note at most once. */
interface Touches {
  readonly commit: GroupCommit<string, undefined>;
  readonly waiting: Set<string>;
}

const touchesByDatabase = new WeakMap<Database, Touches>();

function touchSession({ db, logger }: Pick<AppDeps, 'db' | 'logger'>, sessionId: string): void {
  let touches = touchesByDatabase.get(db);
  if (!touches) {
    touches = { commit: createGroupCommit(db.write, applyTouches), waiting: new Set() };
    touchesByDatabase.set(db, touches);
  }
  const { commit, waiting } = touches;
  if (waiting.has(sessionId)) return;
  waiting.add(sessionId);
  commit
    .submit(sessionId)
    // The next use tries again; nobody has to wait or fail for this.
    .catch((error: unknown) => logger.debug({ err: error }, 'the use of a session was not noted'))
    .finally(() => waiting.delete(sessionId));
}

async function applyTouches(tx: Tx, now: Date, sessionIds: readonly string[]): Promise<undefined[]> {
  await tx.run(
    `UPDATE sessions SET last_seen_at = $nowMs, expires_at = $expiresAt
     WHERE ${anyOf(tx.dialect, 'id', 'uuid', 'sessionIds')} AND last_seen_at < $nowMs AND expires_at > $nowMs`,
    { nowMs: now.getTime(), expiresAt: now.getTime() + SESSION_IDLE_MS, sessionIds },
  );
  return sessionIds.map(() => undefined);
}
