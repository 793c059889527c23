import { formatDescription } from '../../shared/contracts/credits.ts';
import type { GenerationKind } from '../../shared/contracts/generation.ts';
import { generationChargeKey } from '../credits/ledger-keys.ts';
import type { ChargeCommand, LedgerOutcome } from '../credits/ledger-types.ts';
import { forgetNewestGeneration } from '../credits/newest-generation.ts';
import { giveEntries } from '../credits/post-entries.ts';
import type { Reader } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import { refKey } from './generation-refs.ts';
import { findStarted, type StartFacts } from './read-start-facts.ts';
import { beginReadingStartState, readStartState, type StartReading } from './read-start-state.ts';
import { isMadeAbout } from '../platform/time-ordered-id.ts';

/** A request to start one generation; its key is `(userId, id)`. */
export interface StartCommand {
  readonly userId: string;
  readonly id: string;
  /** SHA-256 of the parsed input: tells a repeated request from another one under the same id. */
  readonly inputSha256: string;
  readonly kind: GenerationKind;
  readonly prompt: string;
  /** The creator's settings as JSON text. */
  readonly options: string;
  readonly count: number;
  readonly model: string;
  /** What it costs whoever is no member. */
  readonly listCostCredits: number;
}

/** What came of a request to start. */
export type StartOutcome =
  | {
      readonly status: 'started';
      readonly createdAt: Date;
      readonly costCredits: number;
      readonly covered: boolean;
    }
  /** The same request was granted before. */
  | { readonly status: 'replayed' }
  /** Another request was granted under this id before. */
  | { readonly status: 'mismatch' }
  | { readonly status: 'insufficient'; readonly required: number; readonly available: number }
  | { readonly status: 'too-many'; readonly limit: number }
  /** The account has been deleted since the request was let in. */
  | { readonly status: 'deleted' }
  /** A neighbour in the batch decides this one's fate: submit it again. */
  | { readonly status: 'again' };

/** Rules that come from outside. */
export interface StartSettings {
  readonly businessTimeZone: string;
  readonly queuedGenerationsPerUser: number;
}

/** Gives the statements that {@link applyStartGenerations} begins with, for a transaction not before `earliestMs`. */
export function readStartsAhead(
  reader: Reader,
  earliestMs: number,
  commands: readonly StartCommand[],
): StartReading {
  return beginReadingStartState(reader, earliestMs, listUserIds(commands));
}

/**
 * Starts a batch of generations: per command a charge, unless a membership covers it, and the job, or nothing at
 * all. A repeated request is recognised before every limit. Applying a command twice has one effect.
 */
export async function applyStartGenerations(
  tx: Tx,
  now: Date,
  commands: readonly StartCommand[],
  settings: StartSettings,
  ahead?: StartReading,
): Promise<StartOutcome[]> {
  // In the order of the indexes, in which neighbours share pages (which SQLite thanks for); each user's own commands keep theirs.
  const order = commands
    .map((_, index) => index)
    .sort((a, b) => compareText(commands[a]!.userId, commands[b]!.userId) || a - b);
  const sorted = order.map((index) => commands[index]!);
  const outcomes: StartOutcome[] = [];
  for (const [at, outcome] of (await applySorted(tx, now, sorted, settings, ahead)).entries())
    outcomes[order[at]!] = outcome;
  return outcomes;
}

async function applySorted(
  tx: Tx,
  now: Date,
  commands: readonly StartCommand[],
  settings: StartSettings,
  ahead: StartReading | undefined,
): Promise<StartOutcome[]> {
  const state = await readStartState(tx, now, listUserIds(commands), ahead);
  const { facts, beforeId, members } = state;
  const limit = settings.queuedGenerationsPerUser;
  // An id between the highest there is and the bound below which that is the highest cannot be there.
  const started = await findStarted(
    tx,
    commands.filter(({ userId, id }) => id >= beforeId || id <= (facts.get(userId)?.highestId ?? '')),
  );

  const outcomes: (StartOutcome | undefined)[] = [];
  const twins: (readonly [index: number, first: number])[] = [];
  const firsts = new Map<string, number>();
  const candidates: Candidate[] = [];
  const room = createRoom(facts, limit);
  commands.forEach((command, index) => {
    const key = refKey(command);
    const earlier = started.get(key);
    const first = firsts.get(key);
    if (facts.get(command.userId)?.isDeleted) outcomes[index] = { status: 'deleted' };
    else if (earlier !== undefined) outcomes[index] = repeatedBy(command, earlier);
    else if (first !== undefined) twins.push([index, first]);
    else {
      firsts.set(key, index);
      const refusal = room.take(command.userId);
      if (refusal) outcomes[index] = refusal;
      else candidates.push({ index, command, covered: members.has(command.userId) });
    }
  });

  const charges = candidates.filter(({ covered }) => !covered);
  // A charge's key is its generation's, and these have not been started before.
  const { outcomes: posted, stored } = await giveEntries(tx, now, listCharges(charges), settings, {
    locked: state.accounts,
    areKeysUnused: true,
  });
  tx.leave(stored);
  charges.forEach(({ index }, i) => {
    const refusal = refusalOf(posted[i]);
    if (refusal) outcomes[index] = refusal;
  });

  const accepted = candidates.filter(({ index }) => outcomes[index] === undefined);
  tx.leave(insertJobs(tx, now, accepted, facts));
  const joined = accepted.filter(({ covered }) => covered).map(({ command }) => command.userId);
  if (joined.length > 0) tx.leave(forgetNewestGeneration(tx, joined));
  for (const { index, command, covered } of accepted) {
    const costCredits = covered ? 0 : command.listCostCredits;
    outcomes[index] = { status: 'started', createdAt: now, costCredits, covered };
  }
  for (const [index, first] of twins)
    outcomes[index] = outcomeOfTwin(commands[index], commands[first], outcomes[first]);
  return outcomes as StartOutcome[];
}

function repeatedBy(command: StartCommand, inputSha256: string): StartOutcome {
  return { status: command.inputSha256 === inputSha256 ? 'replayed' : 'mismatch' };
}

/** What becomes of a command whose id came earlier in the same batch. */
function outcomeOfTwin(
  twin: StartCommand | undefined,
  first: StartCommand | undefined,
  outcome: StartOutcome | undefined,
): StartOutcome {
  if (!twin || !first || !outcome) throw new Error('a twin comes after the first, which has an outcome');
  if (outcome.status === 'started') return repeatedBy(twin, first.inputSha256);
  // The same request is refused alike; another one under an id that is still free gets its own chance.
  return twin.inputSha256 === first.inputSha256 ? outcome : { status: 'again' };
}

/** Hands out the places that are left in the users' queues. */
function createRoom(facts: ReadonlyMap<string, StartFacts>, limit: number) {
  const taken = new Map<string, number>();
  return {
    /** Null when there was a place, which is now taken. */
    take: (userId: string): StartOutcome | null => {
      const before = taken.get(userId) ?? 0;
      if ((facts.get(userId)?.queued ?? 0) + before < limit) {
        taken.set(userId, before + 1);
        return null;
      }
      // A place that a neighbour has just taken comes free when that one turns out to be too expensive.
      return before > 0 ? { status: 'again' } : { status: 'too-many', limit };
    },
  };
}

interface Candidate {
  readonly index: number;
  readonly command: StartCommand;
  readonly covered: boolean;
}

function listCharges(candidates: readonly Candidate[]): ChargeCommand[] {
  // A batch has few kinds and counts, and putting one together costs as much as the rest of a charge.
  const descriptions = new Map<string, string>();
  return candidates.map(({ command: { userId, id, kind, count, listCostCredits } }) => {
    const what = `${kind} ${count}`;
    const description = descriptions.get(what) ?? formatDescription('generation.charge', { kind, count });
    descriptions.set(what, description);
    return {
      kind: 'charge',
      userId,
      key: generationChargeKey(userId, id),
      amount: listCostCredits,
      description,
      relatedType: 'GENERATION',
      relatedId: id,
    };
  });
}

function refusalOf(outcome: LedgerOutcome | undefined): StartOutcome | null {
  if (outcome?.status === 'posted') return null;
  if (outcome?.status === 'refused')
    return { status: 'insufficient', required: outcome.required, available: outcome.available };
  throw new Error('a generation was charged without having been started');
}

/** Tells whether an id lies above all earlier ones of its user, in the order of the calls, and near the clock. */
function createOrderCheck(now: Date, facts: ReadonlyMap<string, StartFacts>) {
  const highest = new Map<string, string | null>();
  return ({ userId, id }: StartCommand): boolean => {
    const before = highest.get(userId) ?? facts.get(userId)?.highestId ?? null;
    const isOrdered = isMadeAbout(id, now.getTime()) && (before === null || id > before);
    if (isOrdered) highest.set(userId, id);
    return isOrdered;
  };
}

/** Every user once, in the order of the indexes. */
function listUserIds(commands: readonly StartCommand[]): string[] {
  return [...new Set(commands.map(({ userId }) => userId))].sort();
}

async function insertJobs(
  tx: Tx,
  now: Date,
  accepted: readonly Candidate[],
  facts: ReadonlyMap<string, StartFacts>,
): Promise<void> {
  if (accepted.length === 0) return;
  const isInOrder = createOrderCheck(now, facts);
  await tx.insertMany({
    table: 'generations',
    columns: {
      user_id: 'uuid',
      id: 'uuid',
      kind: 'text',
      prompt: 'text',
      options: 'text',
      count: 'bigint',
      model: 'text',
      status: 'text',
      input_sha256: 'text',
      covered_by_membership: 'boolean',
      list_cost_credits: 'bigint',
      cost_credits: 'bigint',
      truncated: 'boolean',
      listed_apart: 'boolean',
      created_at: 'bigint',
    },
    rows: accepted.map(({ command, covered }) => ({
      user_id: command.userId,
      id: command.id,
      kind: command.kind,
      prompt: command.prompt,
      options: command.options,
      count: command.count,
      model: command.model,
      status: 'QUEUED',
      input_sha256: command.inputSha256,
      covered_by_membership: covered,
      list_cost_credits: command.listCostCredits,
      cost_credits: covered ? 0 : command.listCostCredits,
      truncated: false,
      listed_apart: !isInOrder(command),
      created_at: now.getTime(),
    })),
  });
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
