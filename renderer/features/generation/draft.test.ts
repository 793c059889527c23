import { expect, it } from 'vitest';
import { EMPTY_DRAFT, readRequest, readSeed } from './draft.ts';

it('takes a whole number as seed, nothing for a random one, and refuses the rest', () => {
  expect([readSeed(''), readSeed(' 7 '), readSeed('2147483647')]).toEqual([null, 7, 2_147_483_647]);
  expect([readSeed('2147483648'), readSeed('-1'), readSeed('1.5'), readSeed('1e3')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('asks only for what the kind knows', () => {
  const draft = { ...EMPTY_DRAFT, prompt: ' a hill\n', count: 4, size: 'portrait', seed: '12' } as const;
  expect(readRequest(draft)).toEqual({
    kind: 'IMAGE',
    prompt: 'a hill',
    count: 4,
    size: 'portrait',
    seed: 12,
  });
  expect(readRequest({ ...draft, kind: 'TEXT' })).toEqual({
    kind: 'TEXT',
    prompt: 'a hill',
    count: 1,
    size: null,
    seed: 12,
  });
});
