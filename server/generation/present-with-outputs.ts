import type { Database } from '../database/database.ts';
import type { GenerationView } from '../../shared/contracts/generation.ts';
import {
  defineGeneration,
  defineGenerationOutput,
  type GenerationModel,
  type GenerationOutputModel,
} from './generation.model.ts';
import { presentGeneration } from './generation.presenter.ts';

/** The views of a user's generations in the order of `wanted`; one that was deleted meanwhile is left out. */
export async function presentByIds(
  db: Database,
  userId: string,
  wanted: readonly { readonly id: string }[],
): Promise<GenerationView[]> {
  if (wanted.length === 0) return [];
  const rows = await db
    .model(defineGeneration)
    .findAll({ where: { userId, id: wanted.map(({ id }) => id), deletedAt: null } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return presentWithOutputs(
    db,
    wanted.map(({ id }) => byId.get(id)).filter((row) => row !== undefined),
  );
}

/**
 * The views of `generations`, which belong to one user, with their outputs. The outputs are read after the rows, so
 * that an ended generation is never shown without what it delivered.
 */
export async function presentWithOutputs(
  db: Database,
  generations: readonly GenerationModel[],
): Promise<GenerationView[]> {
  const [first] = generations;
  if (!first) return [];
  const rows = await db.model(defineGenerationOutput).findAll({
    where: { userId: first.userId, generationId: generations.map(({ id }) => id) },
    order: ['generationId', 'outputIndex'],
  });
  const outputs = new Map<string, GenerationOutputModel[]>();
  for (const row of rows) {
    const known = outputs.get(row.generationId);
    if (known) known.push(row);
    else outputs.set(row.generationId, [row]);
  }
  return generations.map((generation) => presentGeneration(generation, outputs.get(generation.id) ?? []));
}
