import { rm } from 'node:fs/promises';
import { listDeletedUsers } from '../auth/list-deleted-users.ts';
import type { AccountDeps } from './account-deps.ts';

/** How long after a deletion something of the account may still be found. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * Finishes what a deletion could not: removes files that a crash left behind. Returns how many accounts it looked at.
 * For the job; safe to repeat.
 */
export async function sweepDeletedAccounts(deps: Pick<AccountDeps, 'db' | 'generation'>): Promise<number> {
  const { db, generation } = deps;
  const userIds = await listDeletedUsers(db.reader, new Date(db.now().getTime() - LOOK_BACK_MS));
  for (const userId of userIds) {
    // Every file of a user lies in the folder of their id; the keys of a crashed deletion are known no more.
    await rm(generation.files.pathOf(userId), { recursive: true, force: true });
  }
  return userIds.length;
}
