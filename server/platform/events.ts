import { EventEmitter } from 'node:events';
import type { LiveTopic } from '../../shared/contracts/live.ts';

/** Something of a user's that has changed, told after the commit that changed it; `id` names an order or a generation. */
export interface LiveChange {
  readonly userId: string;
  readonly topic: LiveTopic;
  readonly id: string | null;
}

/** Tells open windows what has changed. Delivery is best effort: a stream starts with versions, so a lost event heals. */
export interface EventBus {
  /** Call after COMMIT only. Never throws. */
  publish(changes: readonly LiveChange[]): void;
  /** Calls `listener` for every change of `userId` until the returned function is called. */
  subscribe(userId: string, listener: (change: LiveChange) => void): () => void;
  close(): Promise<void>;
}

/** Events within this process. */
export function createLocalEventBus(): EventBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (changes) => {
      for (const change of changes) emitter.emit(change.userId, change);
    },
    subscribe: (userId, listener) => {
      emitter.on(userId, listener);
      return () => emitter.off(userId, listener);
    },
    close: () => {
      emitter.removeAllListeners();
      return Promise.resolve();
    },
  };
}
