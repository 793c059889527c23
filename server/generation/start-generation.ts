import type { GenerationView, StartGenerationInput } from '../../shared/contracts/generation.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError, validationError } from '../platform/app-error.ts';
import type { LiveChange } from '../platform/events.ts';
import { hashInput } from '../platform/input-hash.ts';
import type { StartCommand, StartOutcome } from './apply-start-generations.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { presentGeneration } from './generation.presenter.ts';
import { getGeneration } from './get-generation.ts';
import { findStarted } from './read-start-facts.ts';

/** When a place in the queue may have come free, for callers who retry. */
const QUEUE_RETRY_SECONDS = 10;

/**
 * Charges and queues one generation. `input.id` is the request's key: repeating it answers with the generation as it
 * is now (`replayed`). Throws INSUFFICIENT_CREDITS, TOO_MANY_GENERATIONS (nothing is written, the id stays free),
 * IDEMPOTENCY_MISMATCH, VALIDATION_FAILED for a kind the provider does not make, NOT_FOUND if it was deleted since,
 * UNAUTHENTICATED if the account was.
 */
export async function startGeneration(
  deps: GenerationDeps,
  actor: Actor,
  input: StartGenerationInput,
): Promise<{ generation: GenerationView; replayed: boolean }> {
  const { id, ...content } = input;
  const command: StartCommand = {
    userId: actor.userId,
    id,
    inputSha256: hashInput(content),
    kind: input.kind,
    prompt: input.prompt,
    options: JSON.stringify(input.options),
    count: input.count,
    model: deps.generation.provider.model,
    listCostCredits: deps.config.generationCostCredits * input.count,
  };
  if (!deps.generation.provider.kinds.includes(input.kind)) await refuseUnlessStarted(deps, command);
  const outcome = await submit(deps, command);
  switch (outcome.status) {
    case 'started': {
      const changes: LiveChange[] = [{ userId: actor.userId, topic: 'generations', id }];
      if (!outcome.covered) changes.push({ userId: actor.userId, topic: 'credits', id: null });
      deps.events.publish(changes);
      deps.generation.wake();
      return { generation: presentStarted(command, input, outcome), replayed: false };
    }
    case 'replayed':
      return { generation: await getGeneration(deps, actor, { id }), replayed: true };
    case 'mismatch':
      throw new AppError('IDEMPOTENCY_MISMATCH');
    case 'deleted':
      throw new AppError('UNAUTHENTICATED');
    case 'too-many':
      throw new AppError('TOO_MANY_GENERATIONS', {
        limit: outcome.limit,
        retryAfterSeconds: QUEUE_RETRY_SECONDS,
      });
    case 'insufficient':
      throw new AppError('INSUFFICIENT_CREDITS', {
        required: outcome.required,
        available: outcome.available,
        shortfall: outcome.required - outcome.available,
      });
  }
}

async function submit(
  deps: GenerationDeps,
  command: StartCommand,
): Promise<Exclude<StartOutcome, { status: 'again' }>> {
  for (;;) {
    // Every batch decides at least the first of those that wait for each other, so this ends.
    const outcome = await deps.generation.starts.submit(command);
    if (outcome.status !== 'again') return outcome;
  }
}

/** A repeated request is answered even when the provider has changed since. */
async function refuseUnlessStarted(deps: GenerationDeps, command: StartCommand): Promise<void> {
  const started = await findStarted(deps.db.reader, [command]);
  if (started.size === 0)
    throw validationError([{ path: 'kind', code: 'invalid_value', message: 'not available here' }]);
}

/** Made from what was just written, which saves the hot path a read. */
function presentStarted(
  command: StartCommand,
  input: StartGenerationInput,
  outcome: Extract<StartOutcome, { status: 'started' }>,
): GenerationView {
  return presentGeneration(
    {
      id: command.id,
      kind: command.kind,
      prompt: command.prompt,
      options: input.options,
      count: command.count,
      model: command.model,
      status: 'QUEUED',
      coveredByMembership: outcome.covered,
      costCredits: outcome.costCredits,
      settledCredits: 0,
      progress: 0,
      truncated: false,
      errorReason: null,
      createdAt: outcome.createdAt,
      startedAt: null,
      finishedAt: null,
    },
    [],
  );
}
