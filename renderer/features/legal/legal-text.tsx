import { useEffect } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { Link } from 'react-router';
import { sectionId } from './legal-document.ts';
import styles from './legal.module.css';

/** Headings can be jumped to, and links to our own pages stay within the app. */
const COMPONENTS: Components = {
  h2: ({ children }) => (
    <h2 id={typeof children === 'string' ? sectionId(children) : undefined} tabIndex={-1}>
      {children}
    </h2>
  ),
  a: ({ href = '', children }) =>
    href.startsWith('/') ? <Link to={href}>{children}</Link> : <a href={href}>{children}</a>,
};

/** A document's text. */
export function LegalText({ markdown }: { readonly markdown: string }) {
  useEffect(showAddressedSection, [markdown]);
  return (
    <div className={styles['text']}>
      <Markdown components={COMPONENTS}>{markdown}</Markdown>
    </div>
  );
}

/** The browser has looked for the section before there was any text. */
function showAddressedSection(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id !== '') document.getElementById(id)?.scrollIntoView();
}
