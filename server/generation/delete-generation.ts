import type { GenerationIdInput, GenerationStatus } from '../../shared/contracts/generation.ts';
import { forUpdate } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { eraseGenerations } from './erase-generations.ts';
import type { GenerationRef } from './generation-refs.ts';
import type { GenerationDeps } from './generation-runtime.ts';

/**
 * Deletes an ended generation of the actor's: prompt and outputs are erased, what it cost stays in the ledger.
 * Throws NOT_FOUND (also the second time) and GENERATION_NOT_ENDED.
 */
export async function deleteGeneration(
  deps: GenerationDeps,
  actor: Actor,
  input: GenerationIdInput,
): Promise<null> {
  const ref: GenerationRef = { userId: actor.userId, id: input.id };
  const fileKeys = await deps.db.write((tx) => eraseEnded(tx, ref));
  deps.events.publish([{ userId: ref.userId, topic: 'generations', id: ref.id }]);
  // It is deleted whether or not its files can be removed just now.
  await deps.generation.files
    .remove(fileKeys)
    .catch((error: unknown) =>
      deps.logger.error({ err: error, generationId: ref.id }, 'files were left behind'),
    );
  return null;
}

async function eraseEnded(tx: Tx, ref: GenerationRef): Promise<string[]> {
  const [row] = await tx.all<{ status: GenerationStatus }>(
    `SELECT status FROM generations WHERE user_id = $userId AND id = $id AND deleted_at IS NULL ${forUpdate(tx.dialect)}`,
    { ...ref },
  );
  if (!row) throw new AppError('NOT_FOUND');
  if (row.status === 'QUEUED' || row.status === 'RUNNING') throw new AppError('GENERATION_NOT_ENDED');
  return eraseGenerations(tx, ref.userId, ref.id);
}
