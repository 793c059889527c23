import { finishGeneration } from './finish-generation.ts';
import type { GenerationDeps } from './generation-runtime.ts';

/** Lapsed generations that one round ends. */
const ROUND_SIZE = 100;

/**
 * Ends generations whose worker has died (their lease has lapsed) as FAILED, with their refunds; returns how many.
 * Each is ended once, whichever process sweeps. Those that wait go on by themselves.
 */
export async function recoverGenerations(deps: GenerationDeps): Promise<number> {
  let recovered = 0;
  for (;;) {
    const rows = await deps.db.reader.all<{ user_id: string; id: string }>(
      `SELECT user_id, id FROM generations WHERE status = 'RUNNING' AND lease_expires_at <= $now
       ORDER BY lease_expires_at LIMIT ${ROUND_SIZE}`,
      { now: deps.db.now().getTime() },
    );
    const outcomes = await Promise.all(
      rows.map(async ({ user_id: userId, id }) => {
        const ref = { userId, id };
        const end = { status: 'FAILED', errorReason: 'INTERRUPTED', truncated: false } as const;
        const outcome = await finishGeneration(deps, { ...ref, condition: { type: 'lapsed' }, end });
        if (outcome.status === 'missed') return false;
        deps.logger.warn({ generationId: id }, 'generation recovered from a lapsed lease');
        await removeStrayFiles(deps, userId, id);
        return true;
      }),
    );
    const ended = outcomes.filter(Boolean).length;
    recovered += ended;
    // A round that ended none has met another sweeper, who takes care of the rest.
    if (rows.length < ROUND_SIZE || ended === 0) return recovered;
  }
}

/** A worker that died between writing a file and committing it leaves one that nobody could ever open. */
async function removeStrayFiles(deps: GenerationDeps, userId: string, id: string): Promise<void> {
  const { files } = deps.generation;
  try {
    const rows = await deps.db.reader.all<{ file_key: string }>(
      `SELECT file_key FROM generation_outputs WHERE user_id = $userId AND generation_id = $id AND file_key IS NOT NULL`,
      { userId, id },
    );
    const known = new Set(rows.map(({ file_key }) => file_key));
    await files.remove((await files.list(userId, id)).filter((fileKey) => !known.has(fileKey)));
  } catch (error) {
    deps.logger.warn({ err: error, generationId: id }, 'stray files could not be removed');
  }
}
