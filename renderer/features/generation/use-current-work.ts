import { useEffect } from 'react';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { useWork } from './use-work.ts';
import { isUnfinished } from './work-state.ts';

/**
 * The work to look at: the one last begun or looked at in this window, else the newest that is still being made.
 * `forget` is called when the former has been deleted.
 */
export function useCurrentWork(
  workId: string | null,
  works: readonly GenerationView[] | undefined,
  forget: () => void,
): GenerationView | undefined {
  const id = workId ?? works?.find(isUnfinished)?.id ?? null;
  const { data, error } = useWork(id);
  const isGone = workId !== null && error !== null && readFailure(error).reason === 'NOT_FOUND';
  useEffect(() => {
    if (isGone) forget();
    // Once it is gone; how to forget never changes in effect.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isGone]);
  return isGone ? undefined : data;
}
