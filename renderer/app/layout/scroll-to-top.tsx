import { useLayoutEffect } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/** Shows another page from its beginning; back and forward, and sections, are where the browser keeps them. */
export function ScrollToTop() {
  const { pathname, hash } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  useLayoutEffect(() => {
    if (!isBack && hash === '') window.scrollTo(0, 0);
    // Only another page: a dialog or a filter in the address leaves one where one is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);
  return null;
}
