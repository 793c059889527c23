import type { AppDeps } from '../platform/app-deps.ts';
import { postEntries } from './post-entries.ts';

/** Lots that one transaction expires. */
const BATCH_LOTS = 256;

/**
 * Posts the EXPIRE row of every lot whose time has passed, and returns how many there were. Several servers may do
 * it at once: a lot expires once.
 */
export async function expireLots(deps: Pick<AppDeps, 'db' | 'config' | 'events'>): Promise<number> {
  const { db, config, events } = deps;
  for (let expired = 0; ;) {
    const { found, userIds } = await db.write(
      async (tx) => {
        const lots = await tx.all<{ user_id: string; origin_sequence: number }>(
          `SELECT user_id, origin_sequence FROM credit_lots
           WHERE expires_at IS NOT NULL AND remaining > 0 AND expires_at <= $now AND remaining > held
           ORDER BY expires_at LIMIT $limit`,
          { now: tx.now.getTime(), limit: BATCH_LOTS },
        );
        const outcomes = await postEntries(
          tx,
          tx.now,
          lots.map((lot) => ({
            kind: 'expire',
            userId: lot.user_id,
            originSequence: lot.origin_sequence,
          })),
          config,
        );
        const posted = lots.filter((_, i) => outcomes[i]?.status === 'posted');
        return { found: lots.length, userIds: posted.map((lot) => lot.user_id) };
      },
      { repeatable: true },
    );
    expired += userIds.length;
    events.publish([...new Set(userIds)].map((userId) => ({ userId, topic: 'credits', id: null })));
    if (found < BATCH_LOTS) return expired;
  }
}
