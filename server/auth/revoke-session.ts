import type { RevokeSessionInput } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';

/** Ends one of the actor's own sessions at once. Throws NOT_FOUND for any other, also one that has ended already. */
export async function revokeSession(deps: AppDeps, actor: Actor, input: RevokeSessionInput): Promise<void> {
  const deleted = await deps.db.write(
    (tx) =>
      tx.run(`DELETE FROM sessions WHERE id = $sessionId AND user_id = $userId`, {
        sessionId: input.sessionId,
        userId: actor.userId,
      }),
    { repeatable: true },
  );
  if (deleted === 0) throw new AppError('NOT_FOUND');
  deps.events.publish([{ userId: actor.userId, topic: 'session', id: input.sessionId }]);
}
