import type { DesktopState, StudioBridge } from '../../shared/contracts/desktop.ts';
import { screenTexts, type ScreenTexts } from './texts.ts';
import './screens.css';

/** What a screen is drawn from. */
export interface ScreenContext {
  readonly studio: StudioBridge;
  readonly state: DesktopState;
  readonly texts: ScreenTexts;
}

/**
 * Draws a screen, and draws it again when the shell's state has changed in a way that `dependsOn` names. The focus stays
 * where it was, and so does what is typed into a field.
 */
export async function showScreen(
  title: (texts: ScreenTexts) => string,
  draw: (context: ScreenContext) => readonly (Node | null)[],
  dependsOn: (state: DesktopState) => unknown = () => null,
): Promise<void> {
  const { studio } = window as unknown as { readonly studio: StudioBridge };
  const place = document.getElementById('screen');
  if (place === null) throw new Error('the page has no place for the screen');
  let drawn = '';
  const show = (state: DesktopState): void => {
    const { theme } = state.settings;
    document.documentElement.dataset['theme'] = theme === 'system' ? '' : theme;
    const wanted = JSON.stringify([state.locale, dependsOn(state)]);
    if (wanted === drawn) return;
    drawn = wanted;
    const focused = document.activeElement?.id ?? '';
    const typed = readTyped(place);
    const texts = screenTexts(state.locale);
    document.documentElement.lang = state.locale;
    document.title = `${title(texts)} · ${texts.product}`;
    place.replaceChildren(...draw({ studio, state, texts }).filter((node) => node !== null));
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    if (focused !== '') document.getElementById(focused)?.focus();
  };
  studio.state.onChange(show);
  show(await studio.state.get());
}

function readTyped(place: HTMLElement): [id: string, value: string][] {
  return [...place.querySelectorAll<HTMLInputElement>('input[type="url"]')]
    .filter(({ value, defaultValue }) => value !== defaultValue)
    .map(({ id, value }) => [id, value]);
}
