import { button, el } from './dom.ts';
import { showScreen } from './show-screen.ts';

void showScreen(
  (texts) => texts.crash.title,
  ({ studio, state, texts }) => {
    const { connection, locale } = state;
    return [
      el('p', { class: 'brand' }, texts.product),
      el('h1', {}, texts.crash.title),
      connection.status === 'failed' ? el('p', { role: 'alert' }, connection.message[locale]) : null,
      el('p', { class: 'soft' }, texts.crash.hint),
      connection.status === 'starting'
        ? el('p', { role: 'status' }, texts.starting)
        : el(
            'div',
            { class: 'line' },
            button(texts.crash.restart, () => void studio.connection.retry(), 'primary'),
            button(texts.showLogs, () => void studio.showLogs()),
            button(texts.openSettings, () => void studio.openSettings()),
          ),
    ].filter((node) => node !== null);
  },
  (state) => state.connection,
);
