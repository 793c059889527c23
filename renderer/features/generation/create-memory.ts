import { z } from 'zod';
import { draftSchema, EMPTY_DRAFT, type Draft } from './draft.ts';
import { intentSchema, type Intent } from './intent.ts';

/** What this window remembers of the page to create on, until it is closed. */
export interface CreateMemory {
  readonly draft: Draft;
  /** The draft that an example or an earlier work's settings took the place of; null when there was none. */
  readonly replaced: Draft | null;
  /** The prompt that was started last: it is among the works, and needs no keeping. */
  readonly startedPrompt: string | null;
  /** What was sent and not answered yet, or refused. */
  readonly intent: Intent | null;
  /** The work that is looked at. */
  readonly workId: string | null;
}

const memorySchema: z.ZodType<CreateMemory> = z.object({
  draft: draftSchema.catch(EMPTY_DRAFT),
  replaced: draftSchema.nullable().catch(null),
  startedPrompt: z.string().nullable().catch(null),
  intent: intentSchema.nullable().catch(null),
  workId: z.string().nullable().catch(null),
});

const EMPTY_MEMORY: CreateMemory = {
  draft: EMPTY_DRAFT,
  replaced: null,
  startedPrompt: null,
  intent: null,
  workId: null,
};

/** The memory of one user in this window. */
export interface CreateStore {
  readonly get: () => CreateMemory;
  readonly update: (change: Partial<CreateMemory>) => void;
  /** Puts another draft in place; what had been written can be brought back. */
  readonly replaceDraft: (draft: Draft) => void;
  /** Calls back after every change; returns how to stop. */
  readonly subscribe: (onChange: () => void) => () => void;
}

const stores = new Map<string, CreateStore>();

/** The one store of `userId`; another user of the same window never sees it. Survives reload and signing out. */
export function getCreateStore(userId: string): CreateStore {
  const known = stores.get(userId);
  if (known !== undefined) return known;
  const store = openStore(`studio-create:${userId}`);
  stores.set(userId, store);
  return store;
}

function openStore(key: string): CreateStore {
  let memory = readMemory(key);
  const listeners = new Set<() => void>();
  const update = (change: Partial<CreateMemory>): void => {
    memory = { ...memory, ...change };
    writeMemory(key, memory);
    for (const listener of listeners) listener();
  };
  return {
    get: () => memory,
    update,
    replaceDraft: (draft) => {
      const before = memory.draft;
      const isKnown = ['', draft.prompt.trim(), memory.startedPrompt].includes(before.prompt.trim());
      update({ draft, replaced: isKnown ? memory.replaced : before });
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function readMemory(key: string): CreateMemory {
  try {
    const parsed = memorySchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : EMPTY_MEMORY;
  } catch {
    return EMPTY_MEMORY;
  }
}

function writeMemory(key: string, memory: CreateMemory): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(memory));
  } catch {
    // A window that keeps nothing still works until it is reloaded.
  }
}
