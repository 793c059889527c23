import type { ConnectionState } from '../../shared/contracts/desktop.ts';
import { brand, button, el, slowButton } from './dom.ts';
import { showScreen } from './show-screen.ts';

/** Failures that somebody may mend in the folder with the data. */
const OF_THE_DATA = ['NEWER_DATABASE', 'BACKUP_FAILED', 'NOT_WRITABLE', 'DISK_FULL', 'DAMAGED_DATABASE'];

void showScreen(
  (texts) => texts.crash.title,
  ({ studio, state, texts }) => [
    el('header', {}, brand(texts.product)),
    el(
      'div',
      { class: 'lead' },
      el('h1', {}, texts.crash.title),
      el('p', { role: 'alert' }, describe(state.connection)?.message[state.locale] ?? null),
      el('p', { class: 'soft' }, texts.crash.hint),
    ),
    el(
      'div',
      { class: 'line' },
      slowButton('restart', texts.crash.restart, texts.starting, () => studio.connection.retry()),
      button(texts.showLogs, () => void studio.showLogs()),
      OF_THE_DATA.includes(describe(state.connection)?.reason ?? '')
        ? button(texts.showData, () => void studio.showData())
        : null,
      button(texts.openSettings, () => void studio.openSettings()),
    ),
  ],
  (state) => describe(state.connection),
);

// While it is started again what was wrong stays to be read.
function describe(connection: ConnectionState): Extract<ConnectionState, { status: 'failed' }> | null {
  return connection.status === 'failed' ? connection : null;
}
