import type { GenerationIdInput, GenerationView } from '../../shared/contracts/generation.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { defineGeneration } from './generation.model.ts';
import { presentWithOutputs } from './present-with-outputs.ts';

/** One generation of the actor's. Throws NOT_FOUND, also for a deleted one and for somebody else's. */
export async function getGeneration(
  deps: Pick<AppDeps, 'db'>,
  actor: Actor,
  input: GenerationIdInput,
): Promise<GenerationView> {
  const generation = await deps.db
    .model(defineGeneration)
    .findOne({ where: { userId: actor.userId, id: input.id, deletedAt: null } });
  const [view] = generation ? await presentWithOutputs(deps.db, [generation]) : [];
  if (!view) throw new AppError('NOT_FOUND');
  return view;
}
