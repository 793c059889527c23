import { sectionId } from './legal-document.ts';
import styles from './legal.module.css';
import { useLegalTexts } from './use-legal-texts.ts';

/** The sections of a document, to jump to. */
export function LegalContents({ headings }: { readonly headings: readonly string[] }) {
  const { t } = useLegalTexts();
  return (
    <nav className={styles['contents']} aria-label={t('contents')}>
      <ol>
        {headings.map((heading) => (
          <li key={heading}>
            <a href={`#${sectionId(heading)}`}>{heading}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
