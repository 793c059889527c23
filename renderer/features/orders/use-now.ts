import { useEffect, useState } from 'react';

/**
 * The time on the server's clock, read again every second while `ticking`, and at once when a sleeping window wakes:
 * it is looked up, never counted.
 */
export function useNow(offsetMs: number, ticking: boolean): number {
  const [localMs, setLocalMs] = useState(() => Date.now());
  useEffect(() => {
    const read = (): void => setLocalMs(Date.now());
    read();
    if (!ticking) return;
    const timer = setInterval(read, 1_000);
    document.addEventListener('visibilitychange', read);
    window.addEventListener('pageshow', read);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', read);
      window.removeEventListener('pageshow', read);
    };
  }, [ticking]);
  return localMs + offsetMs;
}
