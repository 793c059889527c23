import type { Locale } from '../../../shared/errors.ts';
import { markup, type Html } from '../pages/markup.ts';
import type { FirstView } from './find-first-view.ts';

/** The word in `index.html` that stands for the nonce of the answer. */
const NONCE_WORD = '__CSP_NONCE__';

/** What differs from one answer to the next. */
export interface ShellValues {
  readonly nonce: string;
  readonly locale: Locale;
  /** Null follows the system. */
  readonly theme: 'light' | 'dark' | null;
  /** What is seen before the app is there; null is its name alone. */
  readonly view: FirstView | null;
  /** Goes to the end of the head. */
  readonly links: Html;
}

/** The built `index.html` with the values of one answer in it. */
export function renderShell(template: string, values: ShellValues): string {
  const root = markup`<html lang="${values.locale}" data-theme="${values.theme}">`;
  const body = values.view === null ? markup`<body>` : markup`<body data-view="${values.view}">`;
  return template
    .replace(/<html\b[^>]*>/, () => root.text)
    .replace('<body>', () => body.text)
    .replace('</head>', () => `${values.links.text}</head>`)
    .replaceAll(NONCE_WORD, () => values.nonce);
}
