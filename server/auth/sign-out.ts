import type { Actor, AppDeps } from '../platform/app-deps.ts';

/** Ends the session the actor came with. Doing it again changes nothing. */
export async function signOut(deps: AppDeps, { userId, sessionId }: Actor): Promise<void> {
  if (sessionId === null) return;
  await deps.db.write(
    (tx) => tx.run(`DELETE FROM sessions WHERE id = $sessionId AND user_id = $userId`, { sessionId, userId }),
    { repeatable: true },
  );
  deps.events.publish([{ userId, topic: 'session', id: sessionId }]);
}
