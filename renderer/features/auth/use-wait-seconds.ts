import { useEffect, useState } from 'react';
import type { Failure } from '../../app/api/read-failure.ts';

/** Seconds until a call that was refused for coming too often may be made again, counting down; 0 when it may. */
export function useWaitSeconds(failure: Failure | null): number {
  const [state, setState] = useState({ failure, seconds: readSeconds(failure) });
  if (state.failure !== failure) setState({ failure, seconds: readSeconds(failure) });

  useEffect(() => {
    const seconds = readSeconds(failure);
    if (seconds === 0) return;
    const endsAt = performance.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1_000));
      setState({ failure, seconds: left });
      if (left === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [failure]);
  return state.seconds;
}

function readSeconds(failure: Failure | null): number {
  const seconds = failure?.reason === 'RATE_LIMITED' ? failure.details?.['retryAfterSeconds'] : 0;
  return typeof seconds === 'number' ? Math.max(0, Math.ceil(seconds)) : 0;
}
