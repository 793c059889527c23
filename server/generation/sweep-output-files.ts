import type { GenerationDeps } from './generation-runtime.ts';

/** Removes what interrupted writes of files left behind over an hour ago; returns how many. */
export async function sweepOutputFiles(deps: Pick<GenerationDeps, 'db' | 'generation'>): Promise<number> {
  return deps.generation.files.sweepTemporary(deps.db.now().getTime());
}
