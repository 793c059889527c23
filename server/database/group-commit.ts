import { setImmediate as nextTurn } from 'node:timers/promises';
import { classifyDatabaseError } from './database-errors.ts';
import type { Reader } from './sql.ts';
import type { Tx, Write } from './transaction.ts';

/** Commands one transaction carries at most. */
const MAX_BATCH = 256;

/** A grouped command: decides and writes a whole batch with a constant number of statements, one outcome per command. */
export type ApplyBatch<Command, Outcome, Ahead = undefined> = (
  tx: Tx,
  now: Date,
  commands: readonly Command[],
  /** What {@link ReadAhead} returned for these commands in this transaction; undefined where it was not called. */
  ahead: Ahead | undefined,
) => Promise<readonly Outcome[]>;

/** Gives the statements a batch begins with before it is known when it is (`ahead` of `WriteOptions`). */
export type ReadAhead<Command, Ahead> = (
  reader: Reader,
  earliestMs: number,
  commands: readonly Command[],
) => Ahead;

/** Collects commands into shared transactions. */
export interface GroupCommit<Command, Outcome> {
  /** Resolves with this command's own outcome once the transaction that carried it has been committed. */
  submit(command: Command): Promise<Outcome>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

/** Transactions side by side, for a database that works on several at once. */
export interface Lanes<Command> {
  readonly count: number;
  /** Commands of one owner keep their order and are never in two lanes at once, where they would wait for each other. */
  readonly ownerOf: (command: Command) => string;
}

/** What {@link createGroupCommit} may be told. */
export interface GroupCommitOptions<Command, Ahead> {
  readonly readAhead?: ReadAhead<Command, Ahead>;
  /** Left out: one transaction at a time. */
  readonly lanes?: Lanes<Command>;
}

interface Waiting<Command, Outcome> {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A durable commit costs a disk flush, so commands that arrive while one is under way share the next: no timer,
 * hence no added delay when idle. Every command must carry a key that makes applying it twice have one effect,
 * because a batch that fails as a whole is applied again one by one, so that a poisonous command fails alone.
 */
export function createGroupCommit<Command, Outcome, Ahead = undefined>(
  write: Write,
  apply: ApplyBatch<Command, Outcome, Ahead>,
  { readAhead, lanes }: GroupCommitOptions<Command, Ahead> = {},
): GroupCommit<Command, Outcome> {
  const laneCount = lanes?.count ?? 1;
  const line = createLine<Waiting<Command, Outcome>>(
    laneCount,
    // A single lane takes whoever comes, whosever it is.
    lanes && laneCount > 1 ? ({ command }) => lanes.ownerOf(command) : null,
  );
  const running = new Set<Promise<void>>();
  let isAboutToStart = false;

  const commit = (commands: readonly Command[]): Promise<readonly Outcome[]> => {
    let found: Ahead | undefined;
    return write((tx) => apply(tx, tx.now, commands, found), {
      repeatable: true,
      inline: true,
      ...(readAhead && {
        ahead: (reader, earliestMs) => {
          found = readAhead(reader, earliestMs, commands);
        },
      }),
    });
  };

  const settle = async (batch: readonly Waiting<Command, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await commit(batch.map(({ command }) => command));
      batch.forEach(({ resolve }, i) => resolve(outcomes[i] as Outcome));
    } catch (error) {
      // When the database itself is not to be had, trying each alone would only make everybody wait longer.
      if (batch.length === 1 || ['unavailable', 'connection-lost'].includes(classifyDatabaseError(error))) {
        for (const { reject } of batch) reject(error);
        return;
      }
      for (const one of batch) await settle([one]);
    }
  };

  const runLane = async (first: readonly Waiting<Command, Outcome>[]): Promise<void> => {
    for (let batch = first; batch.length > 0; batch = line.take()) {
      await settle(batch);
      // Let the callers just answered send their next command, so that it joins the next batch.
      await nextTurn();
      line.finish(batch);
      // Owners who waited for this batch may be enough for a lane that had ended for want of others.
      startLanes();
    }
  };

  const startLanes = (): void => {
    isAboutToStart = false;
    while (running.size < laneCount) {
      const batch = line.take();
      if (batch.length === 0) return;
      const lane = runLane(batch).finally(() => running.delete(lane));
      running.add(lane);
    }
  };

  return {
    submit: (command) =>
      new Promise((resolve, reject) => {
        const mayGo = line.add({ command, resolve, reject });
        if (!mayGo || isAboutToStart || running.size >= laneCount) return;
        isAboutToStart = true;
        queueMicrotask(startLanes);
      }),
    idle: async () => {
      while (isAboutToStart || running.size > 0) await Promise.all(running);
    },
  };
}

/** Those who wait, in their order, and who may go next. */
function createLine<One>(laneCount: number, ownerOf: ((one: One) => string) | null) {
  let waiting: One[] = [];
  let underWay = 0;
  const busyOwners = new Set<string>();
  return {
    /** False when its owner is under way: then whoever finishes that batch looks after it. */
    add: (one: One): boolean => {
      const mayGo = !ownerOf || !busyOwners.has(ownerOf(one));
      waiting.push(one);
      return mayGo;
    },
    /**
     * The next batch: a lane's share of all, those waiting and those under way, so that lanes stay equally full; but
     * all of an owner's that it has begun with, which no other lane could take. Empty when there is nothing to take.
     */
    take: (): One[] => {
      if (!ownerOf) return waiting.splice(0, MAX_BATCH);
      const share = Math.min(MAX_BATCH, Math.ceil((waiting.length + underWay) / laneCount));
      const batch: One[] = [];
      const left: One[] = [];
      const owners = new Set<string>();
      for (const one of waiting) {
        const owner = ownerOf(one);
        const isNext = owners.has(owner)
          ? batch.length < MAX_BATCH
          : batch.length < share && !busyOwners.has(owner);
        if (isNext) {
          batch.push(one);
          owners.add(owner);
        } else left.push(one);
      }
      for (const owner of owners) busyOwners.add(owner);
      waiting = left;
      underWay += batch.length;
      return batch;
    },
    /** `batch` is not under way any more. */
    finish: (batch: readonly One[]): void => {
      if (!ownerOf) return;
      underWay -= batch.length;
      for (const one of batch) busyOwners.delete(ownerOf(one));
    },
  };
}
