import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkLedgerPrograms } from '../testing/ledger-programs.ts';
import { foldEntries, type LedgerState } from './fold-entries.ts';
import type { GrantCommand, LedgerCommand, LedgerRow } from './ledger-types.ts';

const EMPTY: LedgerState = { accounts: [], lots: [], rows: [], onTab: null };
const NOW = new Date('2026-03-01T04:00:00Z');
const DAY_MS = 86_400_000;

function grant(amount: number, more: Partial<GrantCommand> = {}): LedgerCommand {
  return {
    kind: 'grant',
    userId: 'u',
    key: `grant:${amount}:${more.type}:${more.expiresAt?.getTime()}`,
    type: 'RECHARGE',
    amount,
    expiresAt: null,
    description: 'grant.operator',
    relatedType: null,
    relatedId: null,
    ...more,
  };
}

function charge(amount: number, key = 'charge'): LedgerCommand {
  return {
    kind: 'charge',
    userId: 'u',
    key,
    amount,
    description: 'generation.charge',
    relatedType: 'GENERATION',
    relatedId: key,
  };
}

function refund(amount: number, chargeKey = 'charge'): LedgerCommand {
  const key = `${chargeKey}:refund`;
  return {
    kind: 'refund',
    userId: 'u',
    key,
    chargeKey,
    amount,
    description: 'generation.refund',
    relatedType: 'GENERATION',
    relatedId: chargeKey,
  };
}

/** Folds batch after batch, each with everything the ones before have made. */
function foldAll(...batches: readonly (readonly [Date, readonly LedgerCommand[]])[]) {
  let state = EMPTY;
  const rows: LedgerRow[] = [];
  let outcomes: ReturnType<typeof foldEntries>['outcomes'] = [];
  for (const [now, commands] of batches) {
    const folded = foldEntries(state, now, commands);
    rows.push(...folded.rows);
    const lots = new Map([...state.lots, ...folded.lots].map((lot) => [lot.originSequence, lot]));
    const accounts = folded.accounts.length > 0 ? folded.accounts : state.accounts;
    state = { ...EMPTY, accounts, lots: [...lots.values()], rows };
    outcomes = folded.outcomes;
  }
  return { rows, outcomes, lots: state.lots, account: state.accounts[0] };
}

describe('the fold of ledger commands', () => {
  it('agrees with a plain model on random programs, and breaks no law in any', () => {
    const seed = Number(process.env['LEDGER_SEED'] ?? randomInt(2 ** 31));
    console.log(`2,000 random ledger programs from LEDGER_SEED=${seed}`);
    checkLedgerPrograms({ runs: 2_000, seed });
  });

  it('spends the soonest-expiring lot first, then REWARD before RECHARGE, then the oldest', () => {
    const { rows } = foldAll([
      NOW,
      [
        grant(10),
        grant(11),
        grant(12, { type: 'REWARD' }),
        grant(13, { expiresAt: new Date(NOW.getTime() + 2 * DAY_MS) }),
        grant(14, { type: 'REWARD', expiresAt: new Date(NOW.getTime() + DAY_MS) }),
        charge(55),
      ],
    ]);
    expect(rows.at(-1)?.allocations).toEqual([
      [5, 14],
      [4, 13],
      [3, 12],
      [1, 10],
      [2, 6],
    ]);
  });

  it('refuses what the spendable lots do not have, although the balance would do', () => {
    const later = new Date(NOW.getTime() + DAY_MS);
    const { rows, outcomes } = foldAll(
      [NOW, [grant(10, { expiresAt: later }), grant(5)]],
      [later, [charge(6), charge(5, 'other')]],
    );
    expect(outcomes.map(({ status, available }) => [status, available])).toEqual([
      ['refused', 5],
      ['posted', 0],
    ]);
    expect(rows.at(-1)).toMatchObject({ amount: -5, balanceAfter: 10 });
  });

  it('gives a refund back to the lots it came from, last taken first', () => {
    const { lots } = foldAll([NOW, [grant(10), grant(5, { type: 'REWARD' }), charge(12), refund(8)]]);
    expect(lots.map(({ originSequence, remaining }) => [originSequence, remaining])).toEqual([
      [1, 10],
      [2, 1],
    ]);
  });

  it('expires what was left before a refund reopens the lot for seven days', () => {
    const end = new Date(NOW.getTime() + DAY_MS);
    const { rows, lots, outcomes } = foldAll(
      [NOW, [grant(10, { expiresAt: end }), charge(4)]],
      [end, [refund(4)]],
    );
    expect(rows.slice(-2).map(({ type, amount, balanceAfter }) => [type, amount, balanceAfter])).toEqual([
      ['EXPIRE', -6, 0],
      ['REFUND', 4, 4],
    ]);
    expect(lots).toMatchObject([{ remaining: 4, expiresAt: end.getTime() + 7 * DAY_MS }]);
    expect(outcomes).toMatchObject([{ status: 'posted', available: 4 }]);
  });

  it('keeps an ended lot ended when the clock steps back, and rows in the order of their sequence', () => {
    const end = new Date(NOW.getTime() + DAY_MS);
    const { rows, outcomes } = foldAll(
      [NOW, [grant(10, { expiresAt: end })]],
      [end, [grant(1)]],
      [NOW, [charge(5), charge(1, 'small')]],
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['refused', 'posted']);
    expect(rows.at(-1)?.createdAt).toEqual(end);
  });

  it('takes back held credits only, and keeps the rest of the hold from nobody', () => {
    const orderNo = 'R1';
    const order = { relatedType: 'ORDER', relatedId: orderNo } as const;
    const { rows, outcomes, lots } = foldAll([
      NOW,
      [
        grant(10, { ...order, key: 'recharge' }),
        grant(2, { ...order, key: 'bonus', type: 'REWARD' }),
        { kind: 'hold', userId: 'u', orderNo, amount: 13 },
        { kind: 'hold', userId: 'u', orderNo, amount: 9 },
        charge(4),
        charge(3, 'rest'),
        { kind: 'reverse', userId: 'u', key: 'reversal', orderNo, amount: 10, description: 'order.reversal' },
        { kind: 'reverse', userId: 'u', key: 'reversal', orderNo, amount: 5, description: 'order.reversal' },
        charge(4, 'released'),
      ],
    ]);
    expect(outcomes.map(({ status, available }) => [status, available])).toEqual([
      ['posted', 10],
      ['posted', 12],
      ['refused', 12],
      ['posted', 3],
      ['refused', 3],
      ['posted', 0],
      ['refused', 9],
      ['posted', 4],
      ['posted', 0],
    ]);
    expect(rows.at(-2)).toMatchObject({ type: 'REVERSAL', amount: -5, relatedId: orderNo });
    expect(lots.every(({ remaining, held }) => remaining === 0 && held === 0)).toBe(true);
  });

  it('remembers only successes: a refused key may succeed later, a used one is replayed', () => {
    const { outcomes } = foldAll([NOW, [charge(5), grant(5), charge(5), charge(5)]]);
    expect(outcomes.map(({ status }) => status)).toEqual(['refused', 'posted', 'posted', 'replayed']);
  });

  it('posts no row for nothing', () => {
    const { rows, outcomes } = foldAll([NOW, [grant(0), charge(0)]]);
    expect(rows).toEqual([]);
    expect(outcomes.map(({ status }) => status)).toEqual(['posted', 'posted']);
  });

  it.each([
    ['a negative amount', [grant(-1)]],
    ['a fraction of a credit', [grant(0.5)]],
    ['a balance beyond safe integers', [grant(Number.MAX_SAFE_INTEGER), grant(1)]],
    ['a refund of a charge that is not there', [grant(5), refund(5)]],
    ['a refund of more than was charged', [grant(5), charge(4), refund(5)]],
    [
      'credits of an order that expire',
      [grant(5, { relatedType: 'ORDER', relatedId: 'R1', expiresAt: new Date() })],
    ],
  ] as const)('throws on %s: a caller broke the contract', (_, commands) => {
    expect(() => foldAll([NOW, commands])).toThrow();
  });
});
