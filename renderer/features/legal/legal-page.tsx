import { Suspense, lazy } from 'react';
import { TERMS_VERSION } from '../../../shared/terms-version.ts';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { LegalContents } from './legal-contents.tsx';
import type { LegalDocument } from './legal-document.ts';
import styles from './legal.module.css';
import { useLegalDocument } from './use-legal-document.ts';
import { useLegalTexts } from './use-legal-texts.ts';

const LegalText = lazy(async () => ({ default: (await import('./legal-text.tsx')).LegalText }));

/** Terms, privacy notice or refund rules, in the language of the app; anybody may read them. */
export function LegalPage({ document }: { readonly document: LegalDocument }) {
  const { t, locale } = useLegalTexts();
  const query = useLegalDocument(document, locale);
  return (
    <Page narrow title={t(document)} description={t('version', { version: TERMS_VERSION })}>
      <QueryView query={query} failureTitle={t('failed')}>
        {({ body, headings }) => (
          <article className={styles['article']}>
            <LegalContents headings={headings} />
            <Suspense fallback={<PageSkeleton />}>
              <LegalText markdown={body} />
            </Suspense>
          </article>
        )}
      </QueryView>
    </Page>
  );
}
