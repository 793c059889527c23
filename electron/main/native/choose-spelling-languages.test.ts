import { expect, it } from 'vitest';
import { chooseSpellingLanguages } from './choose-spelling-languages.ts';

// As Chromium lists them: some with a region and some without.
const AVAILABLE = ['de', 'en-AU', 'en-GB', 'en-US', 'es', 'fr', 'pt-BR', 'ru'];

it.each([
  ['en', ['en-GB', 'de-DE'], ['en-GB', 'de']],
  ['en', ['de-DE', 'en-AU'], ['en-AU', 'de']],
  ['en', ['fr-CA', 'zh-CN'], ['en-US', 'fr']],
  ['en', [], ['en-US']],
  ['en', ['EN-us', 'de', 'es-ES', 'fr'], ['en-US', 'de', 'es']],
  ['zh-CN', ['zh-Hans-CN', 'en-GB'], ['en-GB']],
  ['zh-CN', ['zh-CN'], ['en-US']],
  ['zh-CN', ['ru-RU', 'zh-CN'], ['en-US', 'ru']],
  ['en', ['xx-YY', '', 'en-ZZ'], ['en-US']],
] as const)('in %s on a system of %j are %j', (locale, system, expected) => {
  expect(chooseSpellingLanguages(locale, system, AVAILABLE)).toEqual(expected);
});

it('are none where the system lists none', () => {
  expect(chooseSpellingLanguages('en', ['en-US'], [])).toEqual([]);
});
