import type { FinishCommand, FinishOutcome } from './apply-finish-generations.ts';
import { announceFinish } from './announce-finish.ts';
import type { GenerationDeps } from './generation-runtime.ts';

/**
 * Writes a generation's end state and its refund in one transaction, once: a second call, or one whose condition no
 * longer holds, answers `missed` and changes nothing.
 */
export async function finishGeneration(deps: GenerationDeps, command: FinishCommand): Promise<FinishOutcome> {
  const outcome = await deps.generation.finishes.submit(command);
  if (outcome.status === 'finished') announceFinish(deps, command, outcome.refunded);
  return outcome;
}
