import { DESKTOP_THEMES } from '../../shared/contracts/desktop.ts';
import { LOCALES } from '../../shared/errors.ts';
import { connectionForm } from './connection-form.ts';
import { button, el } from './dom.ts';
import { showScreen, type ScreenContext } from './show-screen.ts';
import { fill } from './texts.ts';

const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 2];
const LOCALE_NAMES = { 'zh-CN': '简体中文', en: 'English' } as const;

void showScreen(
  (texts) => texts.settings.title,
  (context) => [
    el('h1', {}, context.texts.settings.title),
    context.state.tokenStorage === 'memory'
      ? el('p', { class: 'notice card', role: 'note' }, context.texts.settings.memory)
      : el('span', { hidden: true }),
    el('h2', {}, context.texts.settings.where),
    connectionForm(context),
    preferences(context),
    folders(context),
    updates(context),
  ],
  ({ mode, serverUrl, settings, tokenStorage, update }) => [mode, serverUrl, settings, tokenStorage, update],
);

function preferences({ studio, state, texts }: ScreenContext): HTMLElement {
  const { settings } = state;
  const t = texts.settings;
  const toggle = (name: 'notifications' | 'keepInTray' | 'launchAtLogin'): HTMLElement =>
    el(
      'label',
      { class: 'check' },
      el('input', {
        id: name,
        type: 'checkbox',
        checked: settings[name],
        onchange: ({ target }) => void studio.settings.set({ [name]: (target as HTMLInputElement).checked }),
      }),
      t[name],
    );
  const languages = [['', t.system] as const, ...LOCALES.map((one) => [one, LOCALE_NAMES[one]] as const)];
  return el(
    'section',
    { class: 'card rows' },
    choice('language', t.language, languages, settings.locale ?? '', (value) =>
      studio.settings.set({ locale: LOCALES.find((one) => one === value) ?? null }),
    ),
    choice(
      'theme',
      t.theme,
      DESKTOP_THEMES.map((one) => [one, t[one]] as const),
      settings.theme,
      (value) => studio.settings.set({ theme: DESKTOP_THEMES.find((one) => one === value) ?? 'system' }),
    ),
    choice(
      'zoom',
      t.zoom,
      ZOOMS.map((one) => [String(one), `${Math.round(one * 100)}%`] as const),
      String(settings.zoom),
      (value) => studio.settings.set({ zoom: Number(value) }),
    ),
    ...(['notifications', 'keepInTray', 'launchAtLogin'] as const).map((name) => toggle(name)),
  );
}

function choice(
  id: string,
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  onChange: (value: string) => Promise<unknown>,
): HTMLElement {
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

function folders({ studio, state, texts }: ScreenContext): HTMLElement {
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, texts.settings.data),
    el('p', { class: 'address' }, state.dataDir),
    el(
      'div',
      { class: 'line' },
      button(texts.showData, () => void studio.showData()),
      button(texts.showLogs, () => void studio.showLogs()),
    ),
  );
}

function updates({ studio, state, texts }: ScreenContext): HTMLElement {
  const t = texts.settings;
  const { update } = state;
  const values = 'version' in update ? { version: update.version } : {};
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, t.updates),
    el('p', {}, fill(t.version, { version: studio.versions.app })),
    el(
      'p',
      { class: 'soft', role: 'status' },
      fill(t.update[update.status], {
        ...values,
        ...(update.status === 'downloading' && { percent: Math.round(update.percent) }),
      }),
    ),
    update.status === 'ready' && update.notes !== null ? el('pre', {}, update.notes) : null,
    update.status === 'ready'
      ? el(
          'div',
          { class: 'line' },
          button(t.install, () => void studio.updates.install(), 'primary'),
          button(t.postpone, () => void studio.updates.postpone()),
        )
      : button(t.check, () => void studio.updates.check()),
  );
}
