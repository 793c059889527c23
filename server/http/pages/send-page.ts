import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Locale } from '../../../shared/errors.ts';
import { Html, markup, type HtmlValue } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** The page's one style sheet, known by its hash; no script, no picture, nothing from anywhere else. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** A plain page of the server's own. */
export interface Page {
  readonly locale: Locale;
  readonly title: string;
  readonly body: HtmlValue;
}

/** Answers with `page`. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  // Written without a space around the sheet: its hash is over every character between the tags.
  const document = markup`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>${page.body}</body>
</html>
`;
  return reply
    .header('content-security-policy', PAGE_POLICY)
    .header('content-language', page.locale)
    .header('vary', 'Accept-Language')
    .type('text/html; charset=utf-8')
    .send(document.text);
}
