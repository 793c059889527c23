import { useSyncExternalStore } from 'react';
import { useUser } from '../../app/session/session.ts';
import { getCreateStore, type CreateMemory, type CreateStore } from './create-memory.ts';

/** What this window remembers for the signed-in user, and how to change it. */
export function useCreateMemory(): { readonly memory: CreateMemory; readonly store: CreateStore } {
  const store = getCreateStore(useUser().id);
  return { memory: useSyncExternalStore(store.subscribe, store.get), store };
}
