import { expect, it } from 'vitest';
import { startGenerationInput } from '../../../shared/contracts/generation.ts';
import { intentSchema, prepareIntent } from './intent.ts';

const request = { kind: 'IMAGE', prompt: 'a hill', count: 2, size: 'square', seed: null } as const;

it('keeps id and random seed while the same wish is unconfirmed, also over a reload', () => {
  const first = prepareIntent(null, request);
  const kept = intentSchema.parse(JSON.parse(JSON.stringify(first)));
  expect(prepareIntent(kept, { ...request }).input).toEqual(first.input);
});

it('gives another wish another id, and a wish that was granted too', () => {
  const first = prepareIntent(null, request);
  const other = prepareIntent(first, { ...request, prompt: 'a valley' });
  const again = prepareIntent(null, request);
  expect(new Set([first.input.id, other.input.id, again.input.id]).size).toBe(3);
});

it('makes what the server accepts, of either kind', () => {
  expect(startGenerationInput.safeParse(prepareIntent(null, request).input).success).toBe(true);
  const text = prepareIntent(null, { kind: 'TEXT', prompt: 'a line', count: 1, size: null, seed: 3 });
  expect(startGenerationInput.parse(text.input).options).toEqual({ seed: 3 });
});
