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
 * Draws a screen, and draws it again when the shell's state has changed in a way that `dependsOn` names; what is typed
 * into a form is not lost to a change that the form does not show.
 */
export async function showScreen(
  title: (texts: ScreenTexts) => string,
  draw: (context: ScreenContext) => readonly Node[],
  dependsOn: (state: DesktopState) => unknown = () => null,
): Promise<void> {
  const { studio } = window as unknown as { readonly studio: StudioBridge };
  const place = document.getElementById('screen');
  if (place === null) throw new Error('the page has no place for the screen');
  let drawn = '';
  const show = (state: DesktopState): void => {
    const wanted = JSON.stringify([state.locale, dependsOn(state)]);
    if (wanted === drawn) return;
    drawn = wanted;
    const focused = document.activeElement?.id ?? '';
    const texts = screenTexts(state.locale);
    document.documentElement.lang = state.locale;
    document.title = `${title(texts)} · ${texts.product}`;
    place.replaceChildren(...draw({ studio, state, texts }));
    if (focused !== '') document.getElementById(focused)?.focus();
  };
  studio.state.onChange(show);
  show(await studio.state.get());
}
