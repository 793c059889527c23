import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAppPath } from '../../../shared/app-paths.ts';
import { LOCALES, type Locale } from '../../../shared/errors.ts';
import { TERMS_VERSION } from '../../../shared/terms-version.ts';
import { LEGAL_DOCUMENTS, parseDocument, sectionId, type LegalDocument } from './legal-document.ts';

const PLACEHOLDER = { 'zh-CN': /【由服务的运营者填写/g, en: /\[the operator of this service fills in/g };

const read = (document: LegalDocument, locale: Locale): string =>
  readFileSync(new URL(`./documents/${document}.${locale}.md`, import.meta.url), 'utf8');

describe.each(LEGAL_DOCUMENTS)('the document %s', (document) => {
  it.each(LOCALES)('states the version that is agreed to, in %s', (locale) => {
    expect(parseDocument(read(document, locale)).version).toBe(TERMS_VERSION);
  });

  it('has the same sections, items, links and gaps for the operator in both languages', () => {
    const shapes = LOCALES.map((locale) => {
      const text = read(document, locale);
      return {
        headings: parseDocument(text).headings.length,
        items: text.match(/^- /gm)?.length ?? 0,
        links: [...text.matchAll(/\]\((.+?)\)/g)].map((link) => link[1]),
        gaps: text.match(PLACEHOLDER[locale])?.length ?? 0,
      };
    });
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]?.gaps).toBeGreaterThan(0);
  });

  it.each(LOCALES)('leads to its own sections and to pages that exist, in %s', (locale) => {
    const text = read(document, locale);
    const ids = parseDocument(text).headings.map(sectionId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain('');
    for (const [, target = ''] of text.matchAll(/\]\((.+?)\)/g)) expect(isAppPath(target), target).toBe(true);
  });
});

describe('reading a document', () => {
  it('finds no version where the first line says none', () => {
    expect(parseDocument('Hello\n\n## One\n\ntext')).toEqual({
      version: null,
      body: '## One\n\ntext',
      headings: ['One'],
    });
  });
});
