import type { GenerationView } from '../../../shared/contracts/generation.ts';

/** Whether it will still change by itself. */
export function isUnfinished(generation: Pick<GenerationView, 'status'>): boolean {
  const { status } = generation;
  return status === 'QUEUED' || status === 'RUNNING';
}

/** What cancelling now would do to the credits (domain.md, "Generation"). */
export type CancelEffect =
  | { readonly type: 'free' }
  | { readonly type: 'all'; readonly credits: number }
  | { readonly type: 'some'; readonly done: number; readonly kept: number; readonly credits: number }
  | { readonly type: 'none' };

/** Foresees what cancelling `generation` now gives back: everything until the first output has arrived. */
export function foreseeCancel(generation: GenerationView): CancelEffect {
  const { receipt, outputs, kind, count } = generation;
  if (receipt.status === 'COVERED_BY_MEMBERSHIP') return { type: 'free' };
  if (outputs.length === 0) return { type: 'all', credits: receipt.credits };
  if (kind === 'TEXT') return { type: 'none' };
  const kept = (receipt.credits / count) * outputs.length;
  return { type: 'some', done: outputs.length, kept, credits: receipt.credits - kept };
}
