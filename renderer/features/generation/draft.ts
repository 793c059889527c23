import { z } from 'zod';
import {
  GENERATION_KINDS,
  IMAGE_SIZES,
  type GenerationView,
  type StartGenerationInput,
} from '../../../shared/contracts/generation.ts';

/** Largest seed that models take. */
export const MAX_SEED = 2_147_483_647;

/** What a creator has written and chosen so far; also when it cannot be sent yet. */
export const draftSchema = z.object({
  prompt: z.string(),
  kind: z.enum(GENERATION_KINDS),
  size: z.enum(IMAGE_SIZES),
  count: z.int().min(1).max(4),
  /** As typed; empty means a random one each time. */
  seed: z.string().max(12),
});
export type Draft = z.infer<typeof draftSchema>;

/** Where everybody begins. */
export const EMPTY_DRAFT: Draft = { prompt: '', kind: 'IMAGE', size: 'square', count: 1, seed: '' };

/** What is asked for, before it has an id; `seed: null` leaves the choice of a random one to whoever sends it. */
export type StartRequest = Pick<StartGenerationInput, 'kind' | 'prompt' | 'count'> & {
  /** Null for a text. */
  readonly size: Draft['size'] | null;
  readonly seed: number | null;
};

/** The seed that was typed: null for a random one, undefined when it is none. */
export function readSeed(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const seed = Number(text);
  return /^\d+$/.test(text) && seed <= MAX_SEED ? seed : undefined;
}

/** What a draft asks for: only what its kind knows, the prompt without the space around it. */
export function readRequest(draft: Draft): StartRequest {
  const isImage = draft.kind === 'IMAGE';
  return {
    kind: draft.kind,
    prompt: draft.prompt.trim(),
    count: isImage ? draft.count : 1,
    size: isImage ? draft.size : null,
    seed: readSeed(draft.seed) ?? null,
  };
}

/** The same as an earlier work was asked for, its seed included. */
export function repeatRequest(generation: GenerationView): StartRequest {
  const { kind, prompt, count, options } = generation;
  return {
    kind,
    prompt,
    count,
    size: kind === 'IMAGE' ? (options.size ?? 'square') : null,
    seed: options.seed ?? null,
  };
}

/** A draft with the settings of an earlier work; what the work's kind does not know stays as it was. */
export function draftFrom(generation: GenerationView, current: Draft): Draft {
  const { kind, prompt, count, size, seed } = repeatRequest(generation);
  return {
    prompt,
    kind,
    size: size ?? current.size,
    count: kind === 'IMAGE' ? count : current.count,
    seed: seed === null ? '' : String(seed),
  };
}
