import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PALETTES, type Palette } from '../../renderer/app/theme/palette.ts';
import { screenTexts } from './texts.ts';

/** What the screens call some of the app's colours. */
const NAMES: readonly (readonly [string, keyof Palette])[] = [
  ['paper', 'paper'],
  ['surface', 'surface'],
  ['raised', 'raised'],
  ['ink', 'ink'],
  ['soft', 'soft'],
  ['line', 'line'],
  ['accent', 'accent'],
  ['accent-wash', 'accentWash'],
  ['on-accent', 'onAccent'],
  ['bad', 'bad'],
  ['warning', 'credit'],
  ['warning-wash', 'creditWash'],
];

describe('the shell’s own screens', () => {
  it('have the colours of the app', () => {
    const styles = readFileSync(path.join(import.meta.dirname, 'screens.css'), 'utf8');
    const colors = [...styles.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map((match) =>
      [...match].slice(1),
    );
    const expected = NAMES.map(([name, ours]) => [name, PALETTES.light[ours], PALETTES.dark[ours]]);
    expect(colors.sort()).toEqual(expected.sort());
  });

  it('fill in the same gaps in both languages', () => {
    const listGaps = (value: unknown, at = ''): string[] =>
      typeof value === 'string'
        ? [`${at}: ${(value.match(/\{\w+\}/g) ?? []).sort().join()}`]
        : Object.entries(value as object).flatMap(([key, inner]) => listGaps(inner, `${at}.${key}`));
    expect(listGaps(screenTexts('zh-CN')).sort()).toEqual(listGaps(screenTexts('en')).sort());
  });
});
