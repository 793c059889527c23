import type { Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import type { ProviderEvent } from './generation-provider.ts';
import { lockLease, type Lease, type LeaseState } from './lease.ts';
import { outputFileKey, type OutputFiles } from './output-files.ts';

const OUTPUT_COLUMNS = {
  user_id: 'uuid',
  generation_id: 'uuid',
  output_index: 'bigint',
  mime_type: 'text',
  width: 'bigint',
  height: 'bigint',
  text: 'text',
  file_key: 'text',
  size_bytes: 'bigint',
  created_at: 'bigint',
} as const;

const OUTPUT_KEY = '(user_id, generation_id, output_index)';

/**
 * Delivers one image: its file first, then its row together with its price. Unless the answer is `held` nothing was
 * delivered now, and the file is gone again if it never was. Safe to repeat.
 */
export async function recordImage(
  db: Database,
  files: OutputFiles,
  lease: Lease,
  image: Extract<ProviderEvent, { type: 'image' }>,
): Promise<LeaseState> {
  const fileKey = outputFileKey(lease.userId, lease.id, image.index, image.mimeType);
  await files.write(fileKey, image.bytes);
  const { state, isDelivered } = await db.write((tx) => insertImage(tx, lease, image, fileKey), {
    repeatable: true,
  });
  if (!isDelivered) await files.remove([fileKey]);
  return state;
}

async function insertImage(
  tx: Tx,
  lease: Lease,
  image: Extract<ProviderEvent, { type: 'image' }>,
  fileKey: string,
): Promise<{ readonly state: LeaseState; readonly isDelivered: boolean }> {
  const state = await lockLease(tx, lease);
  // An earlier try may have delivered it, its answer been lost, and the lease ended since.
  if (state !== 'held') return { state, isDelivered: await isThere(tx, lease, image.index) };
  const inserted = await tx.insertMany({
    table: 'generation_outputs',
    columns: OUTPUT_COLUMNS,
    rows: [
      {
        user_id: lease.userId,
        generation_id: lease.id,
        output_index: image.index,
        mime_type: image.mimeType,
        width: image.width,
        height: image.height,
        text: null,
        file_key: fileKey,
        size_bytes: image.bytes.byteLength,
        created_at: tx.now.getTime(),
      },
    ],
    onConflict: `${OUTPUT_KEY} DO NOTHING`,
  });
  // Its price is that of one of `count`; settled with the row, so that it is paid exactly when it is there.
  if (inserted === 1) {
    await tx.run(
      `UPDATE generations SET settled_credits = settled_credits + cost_credits / count WHERE user_id = $userId AND id = $id`,
      { userId: lease.userId, id: lease.id },
    );
  }
  return { state, isDelivered: true };
}

async function isThere(tx: Tx, lease: Lease, index: number): Promise<boolean> {
  const rows = await tx.all(
    `SELECT 1 AS found FROM generation_outputs
     WHERE user_id = $userId AND generation_id = $id AND output_index = $index`,
    { userId: lease.userId, id: lease.id, index },
  );
  return rows.length > 0;
}

/** Delivers a text as far as it goes, all of it from its beginning, so that repeating or lengthening it is safe. */
export async function recordText(db: Database, lease: Lease, text: string): Promise<LeaseState> {
  return db.write(
    async (tx) => {
      const state = await lockLease(tx, lease);
      if (state !== 'held') return state;
      await tx.insertMany({
        table: 'generation_outputs',
        columns: OUTPUT_COLUMNS,
        rows: [
          {
            user_id: lease.userId,
            generation_id: lease.id,
            output_index: 0,
            mime_type: 'text/plain',
            width: null,
            height: null,
            text,
            file_key: null,
            size_bytes: Buffer.byteLength(text),
            created_at: tx.now.getTime(),
          },
        ],
        onConflict: `${OUTPUT_KEY} DO UPDATE SET text = excluded.text, size_bytes = excluded.size_bytes`,
      });
      return state;
    },
    { repeatable: true },
  );
}

/** Notes how far the work is, in per mille. */
export async function recordProgress(db: Database, lease: Lease, progress: number): Promise<LeaseState> {
  return db.write(
    async (tx) => {
      const state = await lockLease(tx, lease);
      if (state !== 'held') return state;
      await tx.run(`UPDATE generations SET progress = $progress WHERE user_id = $userId AND id = $id`, {
        progress,
        userId: lease.userId,
        id: lease.id,
      });
      return state;
    },
    { repeatable: true },
  );
}
