import { app, session } from 'electron';
import type { Shell, ShellPart } from '../shell.ts';
import { chooseSpellingLanguages } from './choose-spelling-languages.ts';

/** Checks spelling in the app's language, also after that has changed. */
export function startSpelling(shell: Shell): ShellPart {
  const { defaultSession } = session;
  let chosen: string | null = null;
  const choose = (): void => {
    const locale = shell.getLocale();
    if (locale === chosen) return;
    chosen = locale;
    const { availableSpellCheckerLanguages: available } = defaultSession;
    const languages = chooseSpellingLanguages(locale, app.getPreferredSystemLanguages(), available);
    // macOS finds the language by what is written, and lists none.
    if (languages.length > 0) defaultSession.setSpellCheckerLanguages(languages);
  };
  choose();
  return { stop: shell.onState(choose) };
}
