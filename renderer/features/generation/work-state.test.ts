import { expect, it } from 'vitest';
import type { GenerationOutputView, GenerationView } from '../../../shared/contracts/generation.ts';
import { foreseeCancel } from './work-state.ts';

const output = { index: 0 } as GenerationOutputView;
const work = (facts: Partial<GenerationView>): GenerationView =>
  ({
    kind: 'IMAGE',
    count: 1,
    outputs: [],
    receipt: { status: 'CHARGED', credits: 10, refunded: 0 },
    ...facts,
  }) as GenerationView;

it('gives everything back until the first output has arrived', () => {
  expect(foreseeCancel(work({}))).toEqual({ type: 'all', credits: 10 });
});

it('keeps and charges images that have arrived, and gives back the rest', () => {
  const receipt = { status: 'CHARGED', credits: 40, refunded: 0 } as const;
  expect(foreseeCancel(work({ count: 4, outputs: [output], receipt }))).toEqual({
    type: 'some',
    done: 1,
    kept: 10,
    credits: 30,
  });
});

it('gives nothing back for a text once some of it can be read', () => {
  expect(foreseeCancel(work({ kind: 'TEXT', outputs: [output] }))).toEqual({ type: 'none' });
});

it('moves no credits of a member', () => {
  const receipt = { status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 } as const;
  expect(foreseeCancel(work({ receipt }))).toEqual({ type: 'free' });
});
