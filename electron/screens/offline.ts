import { button, el } from './dom.ts';
import { showScreen } from './show-screen.ts';

void showScreen(
  (texts) => texts.offline.title,
  ({ studio, state, texts }) => [
    el('p', { class: 'brand' }, texts.product),
    el('h1', {}, texts.offline.title),
    el('p', { class: 'address' }, state.serverUrl ?? ''),
    el('p', { class: 'soft', role: 'status' }, texts.offline.hint),
    el(
      'div',
      { class: 'line' },
      button(texts.offline.retry, () => void studio.connection.retry(), 'primary'),
      button(texts.openSettings, () => void studio.openSettings()),
    ),
  ],
  (state) => state.serverUrl,
);
