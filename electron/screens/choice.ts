import { LOCALES } from '../../shared/errors.ts';
import { el } from './dom.ts';
import type { ScreenContext } from './show-screen.ts';

/** A language is found by its own name. */
const LOCALE_NAMES = { 'zh-CN': '简体中文', en: 'English' } as const;

/** One of several values, to be chosen at once. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly value: string;
  readonly onChange: (value: string) => Promise<unknown>;
}

/** A choice in a line of its own. */
export function choiceRow({ id, label, options, value, onChange }: Choice): HTMLElement {
  return el(
    'div',
    { class: 'row' },
    el('label', { for: id }, label),
    el(
      'select',
      { id, onchange: ({ target }) => void onChange((target as HTMLSelectElement).value) },
      ...options.map(([option, words]) => el('option', { value: option, selected: option === value }, words)),
    ),
  );
}

/** The choice of the app's language. */
export function languageRow({ studio, state, texts }: ScreenContext): HTMLElement {
  return choiceRow({
    id: 'language',
    label: texts.settings.language,
    options: [['', texts.settings.system], ...LOCALES.map((one) => [one, LOCALE_NAMES[one]] as const)],
    value: state.settings.locale ?? '',
    onChange: (value) => studio.settings.set({ locale: LOCALES.find((one) => one === value) ?? null }),
  });
}
