import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { traceTransactionsInput, type TracedTransactionView } from '../../shared/contracts/credits.ts';
import { readConfig } from '../platform/config.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import {
  generationChargeKey,
  generationRefundKey,
  operatorGrantKey,
  orderBonusKey,
  orderRechargeKey,
  orderReversalKey,
} from './ledger-keys.ts';
import type { LedgerCommand } from './ledger-types.ts';
import { postEntries } from './post-entries.ts';
import { traceTransactions } from './trace-transactions.ts';

const config = readConfig({});
const ORDER_NO = 'R20261122ABCDEFGH12345678';

forEachDialect('tracing credits', (database) => {
  const actor = { userId: randomUUID(), sessionId: null };
  const stranger = { userId: randomUUID(), sessionId: null };
  const generationId = randomUUID();
  const expiresAt = new Date(Date.now() + 86_400_000);

  const trace = (input: object, who = actor): Promise<TracedTransactionView[]> =>
    traceTransactions(database(), who, traceTransactionsInput.parse(input));

  beforeAll(async () => {
    const { db } = database();
    const { userId } = actor;
    const order = { userId, relatedType: 'ORDER', relatedId: ORDER_NO, expiresAt: null } as const;
    const work = { userId, relatedType: 'GENERATION', relatedId: generationId } as const;
    const chargeKey = generationChargeKey(userId, generationId);
    const commands: LedgerCommand[] = [
      {
        kind: 'grant',
        ...order,
        type: 'RECHARGE',
        key: orderRechargeKey(ORDER_NO),
        amount: 100,
        description: 'recharge.package',
      },
      {
        kind: 'grant',
        ...order,
        type: 'REWARD',
        key: orderBonusKey(ORDER_NO),
        amount: 10,
        description: 'recharge.bonus',
      },
      {
        kind: 'grant',
        userId,
        type: 'REWARD',
        key: operatorGrantKey(randomUUID()),
        amount: 5,
        expiresAt,
        relatedType: null,
        relatedId: null,
        description: 'grant.operator',
      },
      {
        kind: 'charge',
        ...work,
        key: chargeKey,
        amount: 20,
        description: 'generation.charge?count=2&kind=IMAGE',
      },
      {
        kind: 'refund',
        ...work,
        key: generationRefundKey(userId, generationId),
        chargeKey,
        amount: 10,
        description: 'generation.refund?count=1&kind=IMAGE',
      },
      { kind: 'hold', userId, orderNo: ORDER_NO, amount: 30 },
      {
        kind: 'reverse',
        userId,
        key: orderReversalKey('F1'),
        orderNo: ORDER_NO,
        amount: 30,
        description: 'order.reversal',
      },
      { kind: 'hold', userId, orderNo: ORDER_NO, amount: 7 },
    ];
    await db.write((tx) => postEntries(tx, tx.now, commands, config));
  });

  it('shows the charge and the refund of a generation and the grants that paid for it, soonest to expire first', async () => {
    const [charge, refund, ...others] = await trace({ relatedId: generationId });
    expect(others).toEqual([]);
    expect(charge).toMatchObject({
      sequence: 4,
      type: 'CONSUME',
      amount: -20,
      relatedId: generationId,
      grant: null,
    });
    expect(charge?.sources).toMatchObject([
      { sequence: 3, type: 'REWARD', relatedId: null, amount: 5 },
      { sequence: 2, type: 'REWARD', relatedId: ORDER_NO, amount: 10 },
      { sequence: 1, type: 'RECHARGE', relatedId: ORDER_NO, amount: 5 },
    ]);
    expect(refund).toMatchObject({ sequence: 5, type: 'REFUND', amount: 10, grant: null });
    expect(refund?.sources.reduce((sum, { amount }) => sum + amount, 0)).toBe(10);
  });

  it('shows what an order granted, what is left and held of it, and what was taken back', async () => {
    const rows = await trace({ relatedId: ORDER_NO });
    expect(rows.map(({ type, amount }) => [type, amount])).toEqual([
      ['RECHARGE', 100],
      ['REWARD', 10],
      ['REVERSAL', -30],
    ]);
    const grants = rows.flatMap(({ grant }) => grant ?? []);
    expect(rows.slice(0, 2).map(({ sources }) => sources)).toEqual([[], []]);
    expect(grants.map((grant) => grant.expiresAt)).toEqual([null, null]);
    // 110 granted and 30 taken back; of the generation's charge at most 15 came from here, and 10 went back.
    const remaining = grants.reduce((sum, grant) => sum + grant.remaining, 0);
    const held = grants.reduce((sum, grant) => sum + grant.held, 0);
    expect([remaining, held]).toEqual([75, 7]);
    expect(rows[2]?.sources.reduce((sum, { amount }) => sum + amount, 0)).toBe(30);
  });

  it('shows one row by its place, with the end of what it granted', async () => {
    expect(await trace({ sequence: 3 })).toMatchObject([
      { sequence: 3, amount: 5, sources: [], grant: { remaining: 0, held: 0, expiresAt } },
    ]);
  });

  it('finds nothing where there is nothing, and nothing of somebody else', async () => {
    expect(await trace({ sequence: 99 })).toEqual([]);
    expect(await trace({ relatedId: randomUUID() })).toEqual([]);
    for (const input of [{ relatedId: ORDER_NO }, { relatedId: generationId }, { sequence: 1 }])
      expect(await trace(input, stranger)).toEqual([]);
  });
});
