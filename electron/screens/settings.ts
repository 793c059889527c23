import { DESKTOP_THEMES, type SettingsChange } from '../../shared/contracts/desktop.ts';
import { choiceRow, languageRow } from './choice.ts';
import { connectionForm } from './connection-form.ts';
import { button, el } from './dom.ts';
import { showScreen, type ScreenContext } from './show-screen.ts';
import { showUpdates } from './show-updates.ts';

const ZOOMS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

void showScreen(
  (texts) => texts.settings.title,
  (context) => [
    el('h1', {}, context.texts.settings.title),
    context.state.tokenStorage === 'memory'
      ? el('p', { class: 'card warning', role: 'note' }, context.texts.settings.memory)
      : null,
    section('general', context.texts.settings.general, general(context)),
    section('background', context.texts.settings.background, background(context)),
    section('where', context.texts.settings.where, connectionForm(context)),
    section('updates', context.texts.settings.updates, showUpdates(context)),
    section('folders', context.texts.settings.data, folders(context)),
  ],
  ({ mode, serverUrl, settings, tokenStorage, update }) => [mode, serverUrl, settings, tokenStorage, update],
);

function section(id: string, title: string, content: HTMLElement): HTMLElement {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, title), content);
}

function general(context: ScreenContext): HTMLElement {
  const { studio, state, texts } = context;
  const { theme, zoom } = state.settings;
  return el(
    'div',
    { class: 'card rows' },
    languageRow(context),
    choiceRow({
      id: 'theme',
      label: texts.settings.theme,
      options: DESKTOP_THEMES.map((one) => [one, texts.settings[one]] as const),
      value: theme,
      onChange: (value) =>
        studio.settings.set({ theme: DESKTOP_THEMES.find((one) => one === value) ?? 'system' }),
    }),
    choiceRow({
      id: 'zoom',
      label: texts.settings.zoom,
      options: ZOOMS.map((one) => [String(one), `${String(Math.round(one * 100))}%`] as const),
      value: String(zoom),
      onChange: (value) => studio.settings.set({ zoom: Number(value) }),
    }),
  );
}

function background({ studio, state, texts }: ScreenContext): HTMLElement {
  const { notifications, keepInTray, launchAtLogin } = state.settings;
  const check = (id: string, label: string, isOn: boolean, change: (isOn: boolean) => SettingsChange) =>
    el(
      'label',
      { class: 'row', for: id },
      label,
      el('input', {
        id,
        type: 'checkbox',
        checked: isOn,
        onchange: ({ target }) => void studio.settings.set(change((target as HTMLInputElement).checked)),
      }),
    );
  const t = texts.settings;
  return el(
    'div',
    { class: 'card rows' },
    check('notifications', t.notifications, notifications, (isOn) => ({ notifications: isOn })),
    // On macOS every app goes on without a window.
    studio.platform === 'darwin'
      ? null
      : check('keep-in-tray', t.keepInTray, keepInTray, (isOn) => ({ keepInTray: isOn })),
    check('launch-at-login', t.launchAtLogin, launchAtLogin, (isOn) => ({ launchAtLogin: isOn })),
  );
}

function folders({ studio, state, texts }: ScreenContext): HTMLElement {
  const row = (path: string, words: string, open: () => Promise<null>): HTMLElement =>
    el(
      'div',
      { class: 'row' },
      el('span', { class: 'address' }, path),
      button(words, () => void open()),
    );
  return el(
    'div',
    { class: 'card rows' },
    row(state.dataDir, texts.showData, () => studio.showData()),
    row(state.logsDir, texts.showLogs, () => studio.showLogs()),
  );
}
