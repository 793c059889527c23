import { connectionForm } from './connection-form.ts';
import { el } from './dom.ts';
import { showScreen } from './show-screen.ts';

void showScreen(
  (texts) => texts.firstRun.title,
  (context) => [
    el('p', { class: 'brand' }, context.texts.product),
    el('h1', {}, context.texts.firstRun.title),
    el('p', { class: 'soft' }, context.texts.firstRun.lead),
    connectionForm(context),
  ],
);
