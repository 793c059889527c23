import { systemClock } from '../platform/clock.ts';
import type { GenerationDeps } from './generation-runtime.ts';

/** Removes what interrupted writes of files left behind over an hour ago; returns how many. */
export async function sweepOutputFiles(deps: Pick<GenerationDeps, 'generation'>): Promise<number> {
  // Files bear the machine's time; the database's, which never goes back, can be far ahead of it.
  return deps.generation.files.sweepTemporary(systemClock.nowMs());
}
