import type { AppDeps } from '../platform/app-deps.ts';

/** Removes sessions that have been idle for too long and returns how many; they already open nothing. For the job. */
export async function deleteExpiredSessions(deps: Pick<AppDeps, 'db'>): Promise<number> {
  return deps.db.write(
    (tx) => tx.run(`DELETE FROM sessions WHERE expires_at <= $nowMs`, { nowMs: tx.now.getTime() }),
    { repeatable: true },
  );
}
