import { useMemo } from 'react';
import { readFailure, type Failure } from '../../app/api/read-failure.ts';

/** What a call failed with, read once when it failed; null while nothing has. */
export function useFailure(error: unknown): Failure | null {
  return useMemo(() => (error === null || error === undefined ? null : readFailure(error)), [error]);
}
