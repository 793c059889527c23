import { uuidSchema, type CursorPage } from '../../shared/contracts/common.ts';
import type { GenerationView, ListGenerationsInput } from '../../shared/contracts/generation.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { validationError } from '../platform/app-error.ts';
import { listNewestIds, type ListPosition } from './list-newest-ids.ts';
import { presentByIds } from './present-with-outputs.ts';

/**
 * A page of the actor's generations by cursor, newest first, without deleted ones; what is started meanwhile shifts
 * nothing. Throws VALIDATION_FAILED for a cursor that no page gave.
 */
export async function listGenerations(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: ListGenerationsInput,
): Promise<CursorPage<GenerationView>> {
  const { kind, status, cursor, limit } = input;
  const { userId } = actor;
  const found = await listNewestIds(deps.db, {
    userId,
    filter: { ...(kind ? { kind } : {}), ...(status ? { status } : {}) },
    before: cursor ? readCursor(cursor) : null,
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentByIds(deps.db, userId, page),
    nextCursor: found.length > limit && last ? `${last.createdAtMs}.${last.id}` : null,
  };
}

function readCursor(cursor: string): ListPosition {
  const [instant = '', id = ''] = cursor.split('.', 2);
  const createdAtMs = Number(instant);
  if (createdAtMs > MAX_INSTANT_MS || !uuidSchema.safeParse(id).success)
    throw validationError([{ path: 'cursor', code: 'custom', message: 'not a cursor of this list' }]);
  return { createdAtMs, id };
}

/** The last instant that a Date can hold. */
const MAX_INSTANT_MS = 8.64e15;
