import { ProviderError } from './generation-provider.ts';
import type { LeaseState } from './lease.ts';

/** A text is stored at most this often. */
const FLUSH_INTERVAL_MS = 300;

/** Longer than any model writes; beyond it the provider is out of control. */
const MAX_TEXT_LENGTH = 1_000_000;

/** Stores a text while it is being written. */
export interface TextRecorder {
  /** Takes the next piece. Throws ProviderError when the text has become too long. */
  append(delta: string): void;
  /** Resolves once everything taken is stored. */
  flush(): Promise<void>;
  /** Resolves once no store is under way and none will start any more. What was not stored is dropped. */
  stop(): Promise<void>;
  /** Whether any of it has reached the creator. */
  readonly hasDelivered: boolean;
}

/**
 * Collects pieces of a text and gives `store` all of it so far, at once the first time and then at most every 300 ms.
 * `onStopped` is told when storing was refused or failed while nobody was waiting.
 */
export function createTextRecorder(
  store: (text: string) => Promise<LeaseState>,
  refuse: (state: Exclude<LeaseState, 'held'>) => Error,
  onStopped: (error: unknown) => void,
): TextRecorder {
  let text = '';
  let storedLength = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let storing: Promise<void> | null = null;
  let lastStoredAt = -Infinity;

  const storeAll = async (): Promise<void> => {
    const complete = text;
    const state = await store(toStorableText(complete));
    if (state !== 'held') throw refuse(state);
    storedLength = complete.length;
    lastStoredAt = performance.now();
  };

  const startStoring = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    storing = storeAll()
      .catch((error: unknown) => {
        stopped = true;
        throw error;
      })
      .finally(() => {
        storing = null;
        if (text.length > storedLength) schedule();
      });
    return storing;
  };

  const schedule = (): void => {
    if (stopped || timer || storing) return;
    const waitMs = Math.max(0, lastStoredAt + FLUSH_INTERVAL_MS - performance.now());
    timer = setTimeout(() => void startStoring().catch(onStopped), waitMs);
  };

  return {
    append: (delta) => {
      text += delta;
      if (text.length > MAX_TEXT_LENGTH) throw new ProviderError('PROVIDER_FAILED');
      if (delta !== '') schedule();
    },
    flush: async () => {
      while (storing) await storing;
      if (text.length > storedLength) await startStoring();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
      await storing?.catch(() => undefined);
    },
    get hasDelivered() {
      return storedLength > 0;
    },
  };
}

/** PostgreSQL cannot store U+0000, and a piece may end in the middle of a surrogate pair. */
function toStorableText(text: string): string {
  const end = text.length - 1;
  const last = text.charCodeAt(end);
  const complete = last >= 0xd800 && last <= 0xdbff ? text.slice(0, end) : text;
  return complete.replaceAll('\0', '').toWellFormed();
}
