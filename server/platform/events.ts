import { EventEmitter, setMaxListeners } from 'node:events';
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
  /** Calls `listener` whenever changes may have been missed, so that streams compare versions. */
  onDoubt(listener: () => void): () => void;
  /** How often `userId` is subscribed to in this process. */
  countSubscribers(userId: string): number;
  /** Aborted when the server drains: streams say goodbye and end, new ones end at once. */
  readonly draining: AbortSignal;
  /** Ends every open stream. Publishing still works. Idempotent. */
  drain(): void;
  /** Drains, sends what is waiting for other processes and lets go of every resource. Idempotent. */
  close(): Promise<void>;
}

/** The part of a bus that stays within this process; what reaches others is built around it. */
export interface LocalEventBus extends EventBus {
  /** Tells every stream that changes may have been missed. */
  doubt(): void;
  /** Everybody subscribed to in this process. */
  listUserIds(): string[];
}

/** Events within this process. */
export function createLocalEventBus(): LocalEventBus {
  const changes = new EventEmitter().setMaxListeners(0);
  const doubts = new EventEmitter().setMaxListeners(0);
  const drained = new AbortController();
  setMaxListeners(0, drained.signal);
  return {
    publish: (published) => {
      for (const change of published) changes.emit(change.userId, change);
    },
    subscribe: (userId, listener) => {
      changes.on(userId, listener);
      return () => changes.off(userId, listener);
    },
    onDoubt: (listener) => {
      doubts.on('doubt', listener);
      return () => doubts.off('doubt', listener);
    },
    doubt: () => void doubts.emit('doubt'),
    countSubscribers: (userId) => changes.listenerCount(userId),
    listUserIds: () => changes.eventNames().map(String),
    draining: drained.signal,
    drain: () => drained.abort(),
    close: () => {
      drained.abort();
      changes.removeAllListeners();
      doubts.removeAllListeners();
      return Promise.resolve();
    },
  };
}
