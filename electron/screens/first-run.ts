import { languageRow } from './choice.ts';
import { connectionForm } from './connection-form.ts';
import { brand, el } from './dom.ts';
import { showScreen } from './show-screen.ts';

void showScreen(
  (texts) => texts.firstRun.title,
  (context) => [
    el('header', {}, brand(context.texts.product), languageRow(context)),
    el(
      'div',
      { class: 'lead' },
      el('h1', {}, context.texts.firstRun.title),
      el('p', { class: 'soft' }, context.texts.firstRun.lead),
    ),
    connectionForm(context),
  ],
  (state) => [state.settings.locale, state.serverUrl],
);
