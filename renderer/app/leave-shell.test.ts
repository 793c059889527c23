import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en as authEn } from '../features/auth/locales/en.ts';
import { zhCN as authZh } from '../features/auth/locales/zh-CN.ts';
import { en as generationEn } from '../features/generation/locales/en.ts';
import { zhCN as generationZh } from '../features/generation/locales/zh-CN.ts';
import { PALETTES } from './theme/palette.ts';

const page = readFileSync(join(import.meta.dirname, '../index.html'), 'utf8');
const words = page
  .replaceAll(/<br\s*\/?>/g, '\n')
  .replaceAll(/<[^>]*>/g, '|')
  .replaceAll(/[ \n]*\|[ \n]*/g, '|');

describe('what the page shows before the app', () => {
  it.each([
    generationZh.create.title,
    generationZh.create.description,
    generationEn.create.title,
    generationEn.create.description,
    authZh.promise.title,
    authZh.promise.lead,
    authEn.promise.title,
    authEn.promise.lead,
  ])('has the words of the page that takes its place: %s', (sentence) => {
    expect(words).toContain(`|${sentence}|`);
  });

  it('has its colours in both themes, chosen or the system’s', () => {
    const colors = [...page.matchAll(/--studio-([a-z-]+): (#\w+)/g)].map(([, name, color]) => ({
      name,
      color,
    }));
    expect(colors).toHaveLength(21);
    const themes = [PALETTES.light, PALETTES.dark, PALETTES.dark];
    for (const [index, { name = '', color }] of colors.entries()) {
      const ours = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect({ name, color }).toEqual({ name, color: themes[Math.floor(index / 7)]?.[ours as 'ink'] });
    }
  });
});
