import { Op, type WhereOptions } from 'sequelize';
import { uuidSchema, type CursorPage } from '../../shared/contracts/common.ts';
import type { GenerationView, ListGenerationsInput } from '../../shared/contracts/generation.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { validationError } from '../platform/app-error.ts';
import { defineGeneration, type GenerationModel } from './generation.model.ts';
import { presentWithOutputs } from './present-with-outputs.ts';

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
  const where: WhereOptions<GenerationModel>[] = [{ userId: actor.userId, deletedAt: null }];
  if (kind) where.push({ kind });
  if (status) where.push({ status });
  if (cursor) where.push(olderThan(cursor));
  const rows = await deps.db.model(defineGeneration).findAll({
    where: { [Op.and]: where },
    order: [
      ['createdAt', 'DESC'],
      ['id', 'DESC'],
    ],
    // One more than asked for tells whether there is a next page.
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await presentWithOutputs(deps.db, items),
    nextCursor: rows.length > limit && last ? `${last.createdAt.getTime()}.${last.id}` : null,
  };
}

function olderThan(cursor: string): WhereOptions<GenerationModel> {
  const [instant = '', id = ''] = cursor.split('.', 2);
  const createdAtMs = Number(instant);
  if (!Number.isSafeInteger(createdAtMs) || !uuidSchema.safeParse(id).success)
    throw validationError([{ path: 'cursor', code: 'custom', message: 'not a cursor of this list' }]);
  const atMs = createdAtMs as unknown as Date;
  return {
    // The first condition bounds the walk over the index, the second is exact within one millisecond.
    createdAt: { [Op.lte]: atMs },
    [Op.or]: [{ createdAt: { [Op.lt]: atMs } }, { id: { [Op.lt]: id } }],
  };
}
