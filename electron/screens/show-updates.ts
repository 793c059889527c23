import { button, el } from './dom.ts';
import type { ScreenContext } from './show-screen.ts';
import { fill } from './texts.ts';

/** What is known of newer versions, and what can be done about them. */
export function showUpdates({ studio, state, texts }: ScreenContext): HTMLElement {
  const t = texts.settings;
  const { update } = state;
  const status = fill(t.update[update.status], {
    version: 'version' in update ? update.version : '',
    percent: update.status === 'downloading' ? Math.round(update.percent) : '',
  });
  const isReady = update.status === 'ready';
  const isBusy = update.status === 'checking' || update.status === 'downloading';
  return el(
    'div',
    { class: 'card' },
    el(
      'div',
      {},
      el('p', {}, fill(t.version, { version: studio.versions.app })),
      el('p', { class: 'soft', role: 'status' }, status),
      isReady && update.isPostponed ? el('p', { class: 'soft' }, t.postponed) : null,
    ),
    isReady && update.notes !== null
      ? el(
          'div',
          { class: 'notes', tabindex: '0', role: 'region', 'aria-label': t.notes },
          el('h3', {}, t.notes),
          el('pre', {}, update.notes),
        )
      : null,
    isReady
      ? el(
          'div',
          { class: 'line' },
          button(t.install, () => void studio.updates.install(), 'primary'),
          update.isPostponed ? null : button(t.postpone, () => void studio.updates.postpone()),
        )
      : null,
    isReady || isBusy || update.status === 'unsupported'
      ? null
      : button(t.check, () => void studio.updates.check()),
  );
}
