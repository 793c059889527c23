import type { AppDeps } from '../platform/app-deps.ts';
import type { LiveChange } from '../platform/events.ts';
import type { GenerationRef } from './generation-refs.ts';

/** Tells open windows that a generation has ended, and that credits came back if they did. Call after COMMIT. */
export function announceFinish(deps: Pick<AppDeps, 'events'>, ref: GenerationRef, refunded: number): void {
  const changes: LiveChange[] = [{ userId: ref.userId, topic: 'generations', id: ref.id }];
  if (refunded > 0) changes.push({ userId: ref.userId, topic: 'credits', id: null });
  deps.events.publish(changes);
}
