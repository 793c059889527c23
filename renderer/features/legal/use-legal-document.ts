import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Locale } from '../../../shared/errors.ts';
import { parseDocument, type LegalDocument, type ParsedDocument } from './legal-document.ts';

/** Each document and language is a file of its own to the browser. */
const LOADERS = import.meta.glob<string>('./documents/*.md', { query: '?raw', import: 'default' });

/** A document in a language, loaded when it is first read. */
export function useLegalDocument(document: LegalDocument, locale: Locale): UseQueryResult<ParsedDocument> {
  return useQuery({
    queryKey: ['legal', document, locale],
    staleTime: Infinity,
    queryFn: async (): Promise<ParsedDocument> => {
      const load = LOADERS[`./documents/${document}.${locale}.md`];
      if (!load) throw new Error(`there is no document ${document} in ${locale}`);
      return parseDocument(await load());
    },
  });
}
