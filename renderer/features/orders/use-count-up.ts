import { useEffect, useRef, useState } from 'react';
import { prefersStill } from '../../components/prefers-still.ts';

const DURATION_MS = 900;

/** A number that runs to `target` from where it stood, and stands there at once for who wants no motion. */
export function useCountUp(from: number, target: number): number {
  const [shown, setShown] = useState(from);
  const current = useRef(from);
  useEffect(() => {
    const start = current.current;
    if (start === target) return;
    const isStill = prefersStill();
    let startedAt: number | null = null;
    const step = (now: number): void => {
      startedAt ??= now;
      const part = isStill ? 1 : Math.min(1, (now - startedAt) / DURATION_MS);
      // Fast first, then slowly to rest.
      current.current = Math.round(start + (target - start) * (1 - (1 - part) ** 3));
      setShown(current.current);
      if (part < 1) frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return shown;
}
