import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useDocumentTitle } from './use-document-title.ts';

/** The page that this window has shown last; null before the first, to which the browser itself has led. */
let shownPath: string | null = null;

/**
 * A page's name, as its heading and in the window's title. Whoever comes from another page of the app has the focus
 * here: what they pressed there is gone, and a screen reader says where they are.
 */
export function PageHeading({ title }: { readonly title: string }) {
  const { pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(title);
  useEffect(() => {
    const isArrival = shownPath !== null && shownPath !== pathname;
    shownPath = pathname;
    if (isArrival) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
