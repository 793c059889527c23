/** The texts that an operator of the service answers for. */
export const LEGAL_DOCUMENTS = ['terms', 'privacy', 'refunds'] as const;
/** One of {@link LEGAL_DOCUMENTS}. */
export type LegalDocument = (typeof LEGAL_DOCUMENTS)[number];

/** A document as its Markdown says it. */
export interface ParsedDocument {
  /** What its first line says: the day since which it holds. Null when it says none. */
  readonly version: string | null;
  /** Everything after the first line. */
  readonly body: string;
  /** The headings of its sections, in order. */
  readonly headings: readonly string[];
}

/** Reads a document: a line with its version, then sections under headings of the second level. */
export function parseDocument(markdown: string): ParsedDocument {
  const [firstLine = '', ...lines] = markdown.split('\n');
  return {
    version: /^(?:Version: |版本：)(\S+)$/.exec(firstLine.trim())?.[1] ?? null,
    body: lines.join('\n').trim(),
    headings: lines.flatMap((line) => /^## (.+)$/.exec(line)?.[1]?.trim() ?? []),
  };
}

/** The name by which an address leads to a section. */
export function sectionId(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
