import { v7 as createUuid } from 'uuid';

/** Gives the idempotency key of what somebody wants to do. */
export interface IntentKeys {
  /** The same key for the same intent until it is {@link IntentKeys.done}; another for another. */
  readonly keyOf: (intent: string) => string;
  /** The intent has come true: wanting the same again is a new one. */
  readonly done: () => void;
}

/** Keeps the key of one intent at a time, so that pressing again after a lost answer repeats and does not double. */
export function createIntentKeys(): IntentKeys {
  let current: { readonly intent: string; readonly key: string } | null = null;
  return {
    keyOf: (intent) => {
      if (current?.intent !== intent) current = { intent, key: createUuid() };
      return current.key;
    },
    done: () => {
      current = null;
    },
  };
}
