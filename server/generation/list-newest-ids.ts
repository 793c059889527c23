import { literal, Op, type WhereOptions } from 'sequelize';
import type { Database } from '../database/database.ts';
import { defineGeneration, type GenerationModel } from './generation.model.ts';
import { idBoundAt } from '../platform/time-ordered-id.ts';

/** A place in the list: everything older comes after it. */
export interface ListPosition {
  readonly createdAtMs: number;
  readonly id: string;
}

/** Which of a user's generations, and how many. */
export interface NewestQuery {
  readonly userId: string;
  /** Conditions beside the user and not being deleted. */
  readonly filter: WhereOptions<GenerationModel>;
  /** Null for the newest of all. */
  readonly before: ListPosition | null;
  readonly limit: number;
}

/**
 * The ids of a user's newest generations, by the instant of their start and then by id, both falling.
 *
 * An index for that order would cost every start a page, and the primary key nearly has it: ids of version 7 rise
 * with time. Those that were above every earlier id of their user when they were started, and near the server's
 * clock, are therefore read off the primary key; the others are `listed_apart` and have an index of their own.
 */
export async function listNewestIds(db: Database, query: NewestQuery): Promise<ListPosition[]> {
  const [ordered, apart] = await Promise.all([readOrdered(db, query), readApart(db, query)]);
  return [...ordered, ...apart].sort(byNewest).slice(0, query.limit);
}

function byNewest(a: ListPosition, b: ListPosition): number {
  if (a.createdAtMs !== b.createdAtMs) return b.createdAtMs - a.createdAtMs;
  return a.id < b.id ? 1 : -1;
}

function readOrdered(db: Database, query: NewestQuery): Promise<ListPosition[]> {
  const latestMs = query.before?.createdAtMs ?? db.now().getTime();
  // Passes over ids of other versions, most of which are higher than the time has come to yet.
  const bound = { id: { [Op.lt]: idBoundAt(latestMs) } };
  return read(db, query, [literal('NOT listed_apart'), bound], [['id', 'DESC']]);
}

function readApart(db: Database, query: NewestQuery): Promise<ListPosition[]> {
  return read(
    db,
    query,
    [literal('listed_apart')],
    [
      ['createdAt', 'DESC'],
      ['id', 'DESC'],
    ],
  );
}

async function read(
  db: Database,
  { userId, filter, before, limit }: NewestQuery,
  conditions: WhereOptions<GenerationModel>[],
  order: [string, string][],
): Promise<ListPosition[]> {
  const where = [{ userId, deletedAt: null }, filter, ...conditions];
  if (before) where.push(olderThan(before));
  const rows = await db
    .model(defineGeneration)
    .findAll({ attributes: ['id', 'createdAt'], where: { [Op.and]: where }, order, limit });
  return rows.map(({ id, createdAt }) => ({ id, createdAtMs: createdAt.getTime() }));
}

function olderThan({ createdAtMs, id }: ListPosition): WhereOptions<GenerationModel> {
  const atMs = createdAtMs as unknown as Date;
  return {
    // The first condition bounds the walk over the index, the second is exact within one millisecond.
    createdAt: { [Op.lte]: atMs },
    [Op.or]: [{ createdAt: { [Op.lt]: atMs } }, { id: { [Op.lt]: id } }],
  };
}
