import type { Page, SkipLimit } from '../../shared/contracts/common.ts';
import type { GenerationView } from '../../shared/contracts/generation.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { defineGeneration } from './generation.model.ts';
import { presentWithOutputs } from './present-with-outputs.ts';

/** A page of the actor's generations by offset, newest first, without deleted ones. */
export async function pageGenerations(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: SkipLimit,
): Promise<Page<GenerationView>> {
  const { skip, limit } = input;
  const { rows, count } = await deps.db.model(defineGeneration).findAndCountAll({
    where: { userId: actor.userId, deletedAt: null },
    order: [
      ['createdAt', 'DESC'],
      ['id', 'DESC'],
    ],
    offset: skip,
    limit,
  });
  return { items: await presentWithOutputs(deps.db, rows), total: count, skip, limit };
}
