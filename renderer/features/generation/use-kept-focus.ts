import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the focus in a region when the control that had it there goes away or is disabled, as a button is that has done
 * its work: the region takes it, without scrolling, and the next Tab goes on from there. The region needs `tabIndex={-1}`.
 */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const region = useRef<T>(null);
  const last = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element && region.current?.contains(target) ? target : null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  // After every change, since any of them may be the one that takes the control away.
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (last.current === null || (last.current.isConnected && !last.current.matches(':disabled'))) return;
    if (activeElement === body || activeElement === last.current) {
      region.current?.focus({ preventScroll: true });
    }
    last.current = null;
  });
  return region;
}
