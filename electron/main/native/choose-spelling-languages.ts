import type { Locale } from '../../../shared/errors.ts';

/** More dictionaries than this know every mistake as a word of some language. */
const MAX_LANGUAGES = 3;

/**
 * The languages that spelling is checked in, of those there are dictionaries for (`available`): the app's own, in the
 * system's variety of it, then the system's others. People who use the app in Chinese, for which there is no
 * dictionary, write their prompts in English too. Empty where the system checks by itself, as macOS does.
 */
export function chooseSpellingLanguages(
  locale: Locale,
  systemLanguages: readonly string[],
  available: readonly string[],
): string[] {
  const known = (wanted: string): string[] => {
    const isCalled = (name: string) => (one: string) => one.toLowerCase() === name;
    const name = wanted.toLowerCase();
    const found = available.find(isCalled(name)) ?? available.find(isCalled(name.replace(/-.*/, '')));
    return found === undefined ? [] : [found];
  };
  const all = systemLanguages.flatMap(known);
  const english = [...all.filter((language) => /^en\b/i.test(language)), ...known('en-US')].slice(0, 1);
  const chinese = all.filter((language) => /^zh\b/i.test(language));
  const own = locale === 'en' ? english : [...chinese, ...english];
  return [...new Set([...own, ...all])].slice(0, MAX_LANGUAGES);
}
