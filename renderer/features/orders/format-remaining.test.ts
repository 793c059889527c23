import { expect, it } from 'vitest';
import { formatRemaining } from './format-remaining.ts';

it.each([
  [30 * 60_000, '30:00'],
  [249_000, '4:09'],
  [1, '0:01'],
  [0, '0:00'],
  [-5_000, '0:00'],
  [3_600_000, '1:00:00'],
])('shows %i ms as %s', (ms, text) => {
  expect(formatRemaining(ms)).toBe(text);
});
