import type {
  GenerationIdInput,
  GenerationStatus,
  GenerationView,
} from '../../shared/contracts/generation.ts';
import { forUpdate } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { applyFinishGenerations } from './apply-finish-generations.ts';
import type { GenerationRef } from './generation-refs.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { getGeneration } from './get-generation.ts';
import { announceFinish } from './announce-finish.ts';

/**
 * Cancels a generation. One that waits ends at once with everything given back; the worker of one that runs is asked
 * to stop, and what reaches the creator from now on is not charged. One that has ended answers as it is, so that
 * asking twice has one effect. Throws NOT_FOUND.
 */
export async function cancelGeneration(
  deps: GenerationDeps,
  actor: Actor,
  input: GenerationIdInput,
): Promise<GenerationView> {
  const ref: GenerationRef = { userId: actor.userId, id: input.id };
  const result = await deps.db.write((tx) => requestCancel(tx, ref, deps.config), { repeatable: true });
  if (result.status === 'QUEUED') announceFinish(deps, ref, result.refunded);
  if (result.status === 'RUNNING') deps.generation.signals.cancel(ref);
  return getGeneration(deps, actor, input);
}

async function requestCancel(
  tx: Tx,
  ref: GenerationRef,
  settings: { readonly businessTimeZone: string },
): Promise<{ /** Before. */ status: GenerationStatus; refunded: number }> {
  const [row] = await tx.all<{ status: GenerationStatus }>(
    `SELECT status FROM generations WHERE user_id = $userId AND id = $id AND deleted_at IS NULL ${forUpdate(tx.dialect)}`,
    { ...ref },
  );
  if (!row) throw new AppError('NOT_FOUND');
  if (row.status === 'QUEUED') {
    const end = { status: 'CANCELLED', errorReason: null, truncated: false } as const;
    const command = { ...ref, condition: { type: 'queued' }, end } as const;
    const [outcome] = await applyFinishGenerations(tx, tx.now, [command], settings);
    if (outcome?.status !== 'finished') throw new Error('a locked generation left the queue');
    return { status: row.status, refunded: outcome.refunded };
  }
  if (row.status === 'RUNNING') {
    await tx.run(
      `UPDATE generations SET cancel_requested_at = $now
       WHERE user_id = $userId AND id = $id AND cancel_requested_at IS NULL`,
      { ...ref, now: tx.now.getTime() },
    );
  }
  return { status: row.status, refunded: 0 };
}
