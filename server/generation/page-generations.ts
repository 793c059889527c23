import type { Page, SkipLimit } from '../../shared/contracts/common.ts';
import type { GenerationView } from '../../shared/contracts/generation.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { defineGeneration } from './generation.model.ts';
import { listNewestIds } from './list-newest-ids.ts';
import { presentByIds } from './present-with-outputs.ts';

/** A page of the actor's generations by offset, newest first, without deleted ones. */
export async function pageGenerations(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: SkipLimit,
): Promise<Page<GenerationView>> {
  const { skip, limit } = input;
  const { userId } = actor;
  const total = await deps.db.model(defineGeneration).count({ where: { userId, deletedAt: null } });
  const wanted = Math.min(skip + limit, total);
  const found =
    skip >= total ? [] : await listNewestIds(deps.db, { userId, filter: {}, before: null, limit: wanted });
  return { items: await presentByIds(deps.db, userId, found.slice(skip)), total, skip, limit };
}
