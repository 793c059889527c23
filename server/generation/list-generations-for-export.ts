import { Op } from 'sequelize';
import type { GenerationView } from '../../shared/contracts/generation.ts';
import type { Database } from '../database/database.ts';
import { defineGeneration, type GenerationModel } from './generation.model.ts';
import { presentWithOutputs } from './present-with-outputs.ts';

/** Rows held in memory at once. */
const PAGE_SIZE = 100;

/** Every generation of the user's that is not deleted, in the order of ids, a page at a time. */
export async function* listGenerationsForExport(
  db: Database,
  userId: string,
): AsyncGenerator<GenerationView, void, undefined> {
  let after: string | null = null;
  for (;;) {
    const rows: GenerationModel[] = await db.model(defineGeneration).findAll({
      where: { userId, deletedAt: null, ...(after === null ? {} : { id: { [Op.gt]: after } }) },
      order: ['id'],
      limit: PAGE_SIZE,
    });
    yield* await presentWithOutputs(db, rows);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE_SIZE || after === null) return;
  }
}
