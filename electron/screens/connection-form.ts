import type { ConnectionChoice } from '../../shared/contracts/desktop.ts';
import { el } from './dom.ts';
import type { ScreenContext } from './show-screen.ts';

/** The two places to create in, one to be chosen. The shell goes on by itself once a choice holds. */
export function connectionForm({ studio, state, texts }: ScreenContext): HTMLElement {
  const notice = el('p', { class: 'notice', role: 'alert' });
  const progress = el('p', { class: 'soft', role: 'status' });
  const address = el('input', {
    id: 'server-url',
    type: 'url',
    inputmode: 'url',
    autocomplete: 'url',
    spellcheck: 'false',
    placeholder: 'https://studio.example.com',
    value: state.serverUrl ?? '',
    'aria-describedby': 'server-notice',
  });
  notice.id = 'server-notice';

  const choose = async (choice: ConnectionChoice): Promise<void> => {
    notice.textContent = '';
    address.removeAttribute('aria-invalid');
    progress.textContent = texts.starting;
    form.toggleAttribute('inert', true);
    const result = await studio.connection.choose(choice).catch(() => null);
    form.toggleAttribute('inert', false);
    progress.textContent = '';
    if (result === null || result.ok) return;
    notice.textContent = texts.refusals[result.reason];
    address.setAttribute('aria-invalid', 'true');
    address.focus();
  };

  const inUse = (mode: 'local' | 'hosted'): HTMLElement | null =>
    state.mode === mode ? el('span', { class: 'tag' }, texts.settings.inUse) : null;
  const form = el(
    'div',
    { class: 'choices' },
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'local-title' },
      el('h2', { id: 'local-title' }, texts.local.title, inUse('local')),
      el('p', { class: 'soft' }, texts.local.hint),
      el(
        'button',
        { type: 'button', id: 'use-local', class: 'primary', onclick: () => void choose({ mode: 'local' }) },
        texts.local.start,
      ),
    ),
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'hosted-title' },
      el('h2', { id: 'hosted-title' }, texts.hosted.title, inUse('hosted')),
      el('p', { class: 'soft' }, texts.hosted.hint),
      el(
        'form',
        {
          novalidate: true,
          onsubmit: (event) => {
            event.preventDefault();
            void choose({ mode: 'hosted', serverUrl: address.value.trim() || '-' });
          },
        },
        el('label', { for: 'server-url' }, texts.hosted.address),
        el('div', { class: 'line' }, address, el('button', { type: 'submit' }, texts.hosted.connect)),
        notice,
      ),
    ),
  );
  return el('div', {}, form, progress);
}
