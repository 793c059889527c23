import { v7 } from 'uuid';
import { z } from 'zod';
import { startGenerationInput, type StartGenerationInput } from '../../../shared/contracts/generation.ts';
import { MAX_SEED, type StartRequest } from './draft.ts';

/** One wish to make something: sent as often as it takes, always with the id and the seed it got at first. */
export interface Intent {
  /** What was asked for, by which the same wish is recognised. */
  readonly fingerprint: string;
  readonly input: StartGenerationInput;
}

/** An intent as it is kept over a reload. */
export const intentSchema: z.ZodType<Intent> = z.object({
  fingerprint: z.string(),
  input: startGenerationInput,
});

/**
 * The intent to send for `request`: `unconfirmed` itself when it is the same wish, so that whether or not it arrived
 * nothing is made or charged twice; otherwise a new one. A random seed is chosen here, so that it is known afterwards
 * and the same wish made again looks different.
 */
export function prepareIntent(unconfirmed: Intent | null, request: StartRequest): Intent {
  const fingerprint = JSON.stringify([
    request.kind,
    request.prompt,
    request.count,
    request.size,
    request.seed,
  ]);
  if (unconfirmed?.fingerprint === fingerprint) return unconfirmed;
  const { kind, prompt, count, size, seed } = request;
  const options = { ...(size === null ? {} : { size }), seed: seed ?? createSeed() };
  return { fingerprint, input: { id: v7(), kind, prompt, count, options } };
}

function createSeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random & MAX_SEED;
}
