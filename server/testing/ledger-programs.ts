import { deepStrictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { LedgerCommand, LedgerLot, LedgerOutcome } from '../credits/ledger-types.ts';
import { LedgerModel } from './ledger-model.ts';
import { MemoryLedger } from './memory-ledger.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-02-27T10:00:00Z');

/** A step of a program, with references by number that are looked up when it runs, so that it shrinks well. */
type Step =
  | { readonly op: 'grant'; user: number; amount: number; reward: boolean; expiresInHours: number | null }
  | { readonly op: 'order'; user: number; amount: number; bonus: number }
  | { readonly op: 'charge'; user: number; amount: number }
  | { readonly op: 'refund'; pick: number; share: number }
  | { readonly op: 'expire'; user: number; sequence: number }
  | { readonly op: 'hold' | 'reverse'; pick: number; amount: number }
  | { readonly op: 'release'; pick: number }
  | { readonly op: 'again'; pick: number };

/** Commands carried out as one batch, after the clock has moved (also backwards). */
interface Batch {
  readonly clockHours: number;
  readonly steps: readonly Step[];
}

const user = fc.nat({ max: 2 });
const amount = fc.nat({ max: 12 });
const pick = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    op: fc.constant('grant' as const),
    user,
    amount,
    reward: fc.boolean(),
    expiresInHours: fc.option(fc.integer({ min: -2, max: 60 })),
  }),
  fc.record({ op: fc.constant('order' as const), user, amount, bonus: fc.nat({ max: 5 }) }),
  { arbitrary: fc.record({ op: fc.constant('charge' as const), user, amount }), weight: 3 },
  {
    arbitrary: fc.record({ op: fc.constant('refund' as const), pick, share: fc.nat({ max: 4 }) }),
    weight: 2,
  },
  fc.record({ op: fc.constant('expire' as const), user, sequence: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ op: fc.constantFrom('hold' as const, 'reverse' as const), pick, amount }),
  fc.record({ op: fc.constant('release' as const), pick }),
  fc.record({ op: fc.constant('again' as const), pick }),
);
const program: fc.Arbitrary<Batch[]> = fc.array(
  fc.record({
    clockHours: fc.oneof(fc.constant(0), fc.integer({ min: -30, max: 60 }), fc.constant(200)),
    steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Runs random programs in memory against the model; throws fast-check's report with the seed and the smallest failure. */
export function checkLedgerPrograms(options: { runs: number; seed: number }): void {
  fc.assert(fc.property(program, runProgram), { numRuns: options.runs, seed: options.seed });
}

function runProgram(batches: readonly Batch[]): void {
  const store = new MemoryLedger();
  const model = new LedgerModel();
  const writer = new ProgramWriter(['u0', 'u1', 'u2']);
  let clockMs = START_MS;
  for (const { clockHours, steps } of batches) {
    clockMs += clockHours * HOUR_MS;
    const commands = steps.flatMap((one) => writer.write(one, clockMs));
    const outcomes = store.post(new Date(clockMs), commands);
    commands.forEach((command, i) => compareOutcome(command, outcomes[i]!, model.apply(clockMs, command)));
    writer.learn(commands, outcomes);
    store.checkLaws();
    for (const userId of model.users.keys())
      compareLots(
        store.lots.filter((lot) => lot.userId === userId),
        model,
        userId,
      );
  }
}

/** A ledger in a real database. */
export interface StoredLedger {
  post(now: Date, commands: readonly LedgerCommand[]): Promise<readonly LedgerOutcome[]>;
  /** All lots of a user, in the order of their origin. */
  readLots(userId: string): Promise<LedgerLot[]>;
}

/** The same programs through a database; every program has users of its own. */
export async function checkStoredLedgerPrograms(
  ledger: StoredLedger,
  options: { runs: number; seed: number },
): Promise<void> {
  const property = fc.asyncProperty(program, async (batches) => {
    const model = new LedgerModel();
    const writer = new ProgramWriter([randomUUID(), randomUUID(), randomUUID()]);
    let clockMs = START_MS;
    for (const { clockHours, steps } of batches) {
      clockMs += clockHours * HOUR_MS;
      const commands = steps.flatMap((one) => writer.write(one, clockMs));
      const outcomes = await ledger.post(new Date(clockMs), commands);
      commands.forEach((command, i) => compareOutcome(command, outcomes[i]!, model.apply(clockMs, command)));
      writer.learn(commands, outcomes);
    }
    for (const userId of model.users.keys()) compareLots(await ledger.readLots(userId), model, userId);
  });
  await fc.assert(property, { numRuns: options.runs, seed: options.seed });
}

function compareOutcome(
  command: LedgerCommand,
  { available, ...actual }: LedgerOutcome,
  expected: ReturnType<LedgerModel['apply']>,
): void {
  const rows = actual.status === 'refused' ? [] : actual.rows.map((row) => [row.type, row.amount]);
  // Nobody counts what is left when a charge is put on the tab.
  const isUncounted = available === null && command.kind === 'charge';
  const counted = isUncounted ? expected.available : available;
  deepStrictEqual({ status: actual.status, rows, available: counted }, expected);
}

function compareLots(stored: readonly LedgerLot[], model: LedgerModel, userId: string): void {
  deepStrictEqual(
    stored.map((lot) => [lot.originSequence, lot.amount, lot.remaining, lot.held, lot.expiresAt]),
    model.users
      .get(userId)
      ?.lots.map((lot) => [lot.sequence, lot.amount, lot.remaining, lot.held, lot.expiresAt]),
  );
}

/** Turns steps into commands that the product could give: refunds of charges there are, one for each. */
class ProgramWriter {
  readonly #charges: { userId: string; key: string; amount: number }[] = [];
  readonly #orders: { userId: string; orderNo: string }[] = [];
  readonly #commands: LedgerCommand[] = [];
  readonly #userIds: readonly string[];
  #count = 0;

  constructor(userIds: readonly string[]) {
    this.#userIds = userIds;
  }

  write(step: Step, clockMs: number): LedgerCommand[] {
    this.#count += 1;
    const commands = this.#commandsOf(step, clockMs, this.#count);
    this.#commands.push(...commands);
    return commands;
  }

  /** Charges that were refused cannot be given back. */
  learn(commands: readonly LedgerCommand[], outcomes: readonly LedgerOutcome[]): void {
    commands.forEach((command, i) => {
      if (command.kind === 'charge' && outcomes[i]?.status === 'posted' && command.amount > 0)
        this.#charges.push({ userId: command.userId, key: command.key, amount: command.amount });
    });
  }

  #commandsOf(step: Step, clockMs: number, id: number): LedgerCommand[] {
    switch (step.op) {
      case 'grant':
        return [
          {
            kind: 'grant',
            userId: this.#userIds[step.user]!,
            key: `grant:${id}`,
            type: step.reward ? 'REWARD' : 'RECHARGE',
            amount: step.amount,
            expiresAt:
              step.expiresInHours === null ? null : new Date(clockMs + step.expiresInHours * HOUR_MS),
            description: 'grant.operator',
            relatedType: null,
            relatedId: null,
          },
        ];
      case 'order': {
        const [userId, orderNo] = [this.#userIds[step.user]!, `R${this.#userIds[0]}${id}`];
        this.#orders.push({ userId, orderNo });
        const grant = {
          kind: 'grant',
          userId,
          expiresAt: null,
          relatedType: 'ORDER',
          relatedId: orderNo,
        } as const;
        return [
          {
            ...grant,
            key: `${orderNo}:recharge`,
            type: 'RECHARGE',
            amount: step.amount,
            description: 'recharge.package',
          },
          {
            ...grant,
            key: `${orderNo}:bonus`,
            type: 'REWARD',
            amount: step.bonus,
            description: 'recharge.bonus',
          },
        ];
      }
      case 'charge':
        return [
          {
            kind: 'charge',
            userId: this.#userIds[step.user]!,
            key: `charge:${id}`,
            amount: step.amount,
            description: 'generation.charge?count=1&kind=IMAGE',
            relatedType: 'GENERATION',
            relatedId: `g${id}`,
          },
        ];
      case 'refund': {
        const charge = this.#charges[step.pick % this.#charges.length];
        if (!charge) return [];
        return [
          {
            kind: 'refund',
            userId: charge.userId,
            key: `${charge.key}:refund`,
            chargeKey: charge.key,
            amount: Math.ceil((charge.amount * step.share) / 4),
            description: 'generation.refund',
            relatedType: 'GENERATION',
            relatedId: charge.key,
          },
        ];
      }
      case 'expire':
        return [{ kind: 'expire', userId: this.#userIds[step.user]!, originSequence: step.sequence }];
      case 'hold':
      case 'release':
      case 'reverse': {
        const order = this.#orders[step.pick % this.#orders.length];
        if (!order) return [];
        if (step.op === 'release') return [{ kind: 'release', ...order }];
        if (step.op === 'hold') return [{ kind: 'hold', ...order, amount: step.amount }];
        const key = `refund:${id}:reversal`;
        return [{ kind: 'reverse', ...order, key, amount: step.amount, description: 'order.reversal' }];
      }
      case 'again': {
        const command = this.#commands[step.pick % this.#commands.length];
        // A refused charge that is repeated later is found among the charges then.
        return command ? [command] : [];
      }
    }
  }
}
