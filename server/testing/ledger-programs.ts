import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { emptyAccount } from '../credits/account-book.ts';
import { foldEntries, type LedgerState } from '../credits/fold-entries.ts';
import { GENESIS_HASH, hashRow } from '../credits/ledger-hash.ts';
import type {
  LedgerAccount,
  LedgerCommand,
  LedgerLot,
  LedgerOutcome,
  LedgerRow,
} from '../credits/ledger-types.ts';
import { LedgerModel } from './ledger-model.ts';

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

/** Runs random programs against the model; throws fast-check's report with the seed and the smallest failure. */
export function checkLedgerPrograms(options: { runs: number; seed: number }): void {
  fc.assert(fc.property(program, runProgram), { numRuns: options.runs, seed: options.seed });
}

function runProgram(batches: readonly Batch[]): void {
  const store = new MemoryLedger();
  const model = new LedgerModel();
  const writer = new ProgramWriter();
  let clockMs = START_MS;
  for (const { clockHours, steps } of batches) {
    clockMs += clockHours * HOUR_MS;
    const commands = steps.flatMap((one) => writer.write(one, clockMs));
    const outcomes = store.post(new Date(clockMs), commands);
    commands.forEach((command, i) => compareOutcome(outcomes[i]!, model.apply(clockMs, command)));
    writer.learn(commands, outcomes);
    store.checkLaws();
    compareLots(store, model);
  }
}

function compareOutcome(actual: LedgerOutcome, expected: ReturnType<LedgerModel['apply']>): void {
  const rows = actual.status === 'refused' ? [] : actual.rows.map((row) => [row.type, row.amount]);
  deepStrictEqual({ status: actual.status, rows, available: actual.available }, expected);
}

function compareLots(store: MemoryLedger, model: LedgerModel): void {
  for (const [userId, { lots }] of model.users) {
    const stored = store.lots.filter((lot) => lot.userId === userId);
    deepStrictEqual(
      stored.map((lot) => [lot.originSequence, lot.amount, lot.remaining, lot.held, lot.expiresAt]),
      lots.map((lot) => [lot.sequence, lot.amount, lot.remaining, lot.held, lot.expiresAt]),
    );
  }
}

/** Turns steps into commands that the product could give: refunds of charges there are, one for each. */
class ProgramWriter {
  readonly #charges: { userId: string; key: string; amount: number }[] = [];
  readonly #orders: { userId: string; orderNo: string }[] = [];
  readonly #commands: LedgerCommand[] = [];
  #count = 0;

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
            userId: `u${step.user}`,
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
        const [userId, orderNo] = [`u${step.user}`, `R${id}`];
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
            userId: `u${step.user}`,
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
        return [{ kind: 'expire', userId: `u${step.user}`, originSequence: step.sequence }];
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

/** Tables in memory that load for a fold exactly what the database step loads, and store what it says. */
class MemoryLedger {
  readonly #accounts = new Map<string, LedgerAccount>();
  readonly #rows: LedgerRow[] = [];
  readonly #lots = new Map<string, LedgerLot>();

  get lots(): LedgerLot[] {
    return [...this.#lots.values()].sort((a, b) => a.originSequence - b.originSequence);
  }

  post(now: Date, commands: readonly LedgerCommand[]): readonly LedgerOutcome[] {
    const folded = foldEntries(this.#load(commands), now, commands);
    for (const account of folded.accounts) this.#accounts.set(account.userId, account);
    for (const lot of folded.lots) this.#lots.set(`${lot.userId} ${lot.originSequence}`, { ...lot });
    for (const row of folded.rows) {
      ok(
        !this.#rows.some((one) => one.ledgerKey === row.ledgerKey && one.userId === row.userId),
        `key ${row.ledgerKey} twice`,
      );
      this.#rows.push(row);
    }
    return folded.outcomes;
  }

  /** Laws 1 and 2 of reliability.md. */
  checkLaws(): void {
    for (const [userId, account] of this.#accounts) {
      let [balance, sequence, hash, createdAt] = [0, 0, GENESIS_HASH, 0];
      for (const row of this.#rows.filter((one) => one.userId === userId)) {
        balance += row.amount;
        sequence += 1;
        hash = hashRow(row, hash);
        deepStrictEqual([row.sequence, row.balanceAfter, row.hash], [sequence, balance, hash]);
        strictEqual(
          row.allocations.reduce((sum, [, taken]) => sum + taken, 0),
          Math.abs(row.amount),
        );
        ok(
          row.allocations.every(([, taken]) => taken > 0),
          'an allocation of nothing',
        );
        ok(row.createdAt.getTime() >= createdAt, 'created_at runs backwards');
        createdAt = row.createdAt.getTime();
      }
      const lots = this.lots.filter((lot) => lot.userId === userId);
      for (const lot of lots) {
        ok(0 <= lot.held && lot.held <= lot.remaining && lot.remaining <= lot.amount, 'bounds of a lot');
        ok(
          lot.remaining === 0 || lot.originSequence >= account.firstOpenSequence,
          'an open lot is out of sight',
        );
      }
      deepStrictEqual(
        { balance, lastSequence: sequence, lastHash: hash, lastCreatedAt: createdAt },
        {
          balance: lots.reduce((sum, lot) => sum + lot.remaining, 0),
          lastSequence: account.lastSequence,
          lastHash: account.lastHash,
          lastCreatedAt: account.lastCreatedAt,
        },
      );
      strictEqual(account.balance, balance);
    }
  }

  #load(commands: readonly LedgerCommand[]): LedgerState {
    const users = new Set(commands.map(({ userId }) => userId));
    const keys = new Set(
      commands.flatMap((command) =>
        command.kind === 'refund' ? [command.key, command.chargeKey] : 'key' in command ? [command.key] : [],
      ),
    );
    const rows = this.#rows.filter((row) => users.has(row.userId) && keys.has(row.ledgerKey));
    const charged = new Set(
      rows
        .filter((row) => row.type === 'CONSUME')
        .flatMap((row) => row.allocations.map(([sequence]) => `${row.userId} ${sequence}`)),
    );
    const lots = [...this.#lots.values()].filter((lot) => {
      const { firstOpenSequence } = this.#accounts.get(lot.userId) ?? emptyAccount(lot.userId);
      const isOpen = lot.remaining > 0 && lot.originSequence >= firstOpenSequence;
      return users.has(lot.userId) && (isOpen || charged.has(`${lot.userId} ${lot.originSequence}`));
    });
    return { accounts: [...this.#accounts.values()].filter(({ userId }) => users.has(userId)), rows, lots };
  }
}
