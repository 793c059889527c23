import type { ConnectionChoice } from '../../shared/contracts/desktop.ts';
import { el, icon } from './dom.ts';
import type { ScreenContext } from './show-screen.ts';

/** The two places to create in, one to be chosen. The shell goes on by itself once a choice holds. */
export function connectionForm({ studio, state, texts }: ScreenContext): HTMLElement {
  const notice = el('p', { class: 'bad', role: 'alert', id: 'server-notice' });
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

  const choose = async (choice: ConnectionChoice): Promise<void> => {
    notice.textContent = '';
    address.removeAttribute('aria-invalid');
    progress.textContent = texts.starting;
    choices.toggleAttribute('inert', true);
    const result = await studio.connection.choose(choice).catch(() => null);
    choices.toggleAttribute('inert', false);
    progress.textContent = '';
    if (result === null || result.ok) return;
    notice.textContent = texts.refusals[result.reason];
    address.setAttribute('aria-invalid', 'true');
    address.focus();
  };
  const isLocal = state.mode === 'local';
  const tag = (isUsed: boolean): HTMLElement | null =>
    isUsed ? el('span', { class: 'tag' }, texts.settings.inUse) : null;

  const choices = el(
    'div',
    { class: 'choices' },
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'local-title' },
      el('h3', { id: 'local-title' }, icon('computer'), texts.local.title, tag(isLocal)),
      el('p', { class: 'soft' }, texts.local.hint),
      isLocal
        ? null
        : el(
            'button',
            {
              type: 'button',
              id: 'use-local',
              class: state.mode === null ? 'primary' : 'plain',
              onclick: () => void choose({ mode: 'local' }),
            },
            texts.local.start,
          ),
    ),
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'hosted-title' },
      el('h3', { id: 'hosted-title' }, icon('server'), texts.hosted.title, tag(state.mode === 'hosted')),
      el('p', { class: 'soft' }, texts.hosted.hint),
      el(
        'form',
        {
          novalidate: true,
          onsubmit: (event) => {
            event.preventDefault();
            void choose({ mode: 'hosted', serverUrl: address.value || ' ' });
          },
        },
        el('label', { for: 'server-url' }, texts.hosted.address),
        address,
        notice,
        el('button', { type: 'submit', id: 'use-hosted' }, texts.hosted.connect),
      ),
    ),
  );
  return el('div', {}, choices, progress);
}
