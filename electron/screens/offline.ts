import { brand, button, el, slowButton } from './dom.ts';
import { showScreen } from './show-screen.ts';

void showScreen(
  (texts) => texts.offline.title,
  ({ studio, state, texts }) => {
    const hint = el('p', { class: 'soft', role: 'status' });
    const describe = (): void => {
      hint.textContent = navigator.onLine ? texts.offline.hint : texts.offline.noNetwork;
    };
    describe();
    window.ononline = () => {
      describe();
      void studio.connection.retry();
    };
    window.onoffline = describe;
    return [
      el('header', {}, brand(texts.product)),
      el(
        'div',
        { class: 'lead' },
        el('h1', {}, texts.offline.title),
        el('p', { class: 'address' }, state.serverUrl ?? ''),
        hint,
      ),
      el(
        'div',
        { class: 'line' },
        slowButton('retry', texts.offline.retry, texts.offline.trying, () => studio.connection.retry()),
        button(texts.offline.switch, () => void studio.openSettings()),
      ),
    ];
  },
  (state) => state.serverUrl,
);
