import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  listTransactionsInput,
  pageTransactionsInput,
  TRANSACTION_TYPES,
  type TransactionView,
} from '../../shared/contracts/credits.ts';
import { readConfig } from '../platform/config.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { csvLine, exportTransactions } from './export-transactions.ts';
import { findCreditPrice } from './find-credit-price.ts';
import type { LedgerCommand } from './ledger-types.ts';
import { listCreditPrices } from './list-credit-prices.ts';
import { listTransactions } from './list-transactions.ts';
import { pageTransactions } from './page-transactions.ts';
import { postEntries } from './post-entries.ts';

const HOUR_MS = 3_600_000;
const clock = createTestClock();
const config = readConfig({});

forEachDialect(
  'reading the ledger',
  (database) => {
    const actor = { userId: randomUUID(), sessionId: null };
    const deps = () => ({ db: database().db, config });
    /** The whole ledger, newest first, read in one go. */
    let all: TransactionView[] = [];

    beforeAll(async () => {
      const { db } = database();
      const base = { userId: actor.userId, relatedType: null, relatedId: null } as const;
      for (let i = 0; i < 30; i += 1) {
        const work = { userId: actor.userId, relatedType: 'GENERATION', relatedId: `g${i}` } as const;
        const description = 'generation.charge?count=2&kind=IMAGE';
        const commands: LedgerCommand[] = [
          { kind: 'charge', ...work, key: `c${i}`, amount: 3, description },
          { kind: 'charge', ...work, relatedId: `d${i}`, key: `d${i}`, amount: 1, description },
        ];
        if (i % 10 === 0) {
          const type = i === 10 ? 'REWARD' : 'RECHARGE';
          const grant = {
            ...base,
            kind: 'grant',
            type,
            expiresAt: null,
            description: 'grant.operator',
          } as const;
          commands.unshift({ ...grant, key: `grant${i}`, amount: 100 });
        }
        if (i % 3 === 0) {
          const refund = { kind: 'refund', ...work, key: `r${i}`, chargeKey: `c${i}` } as const;
          commands.push({ ...refund, amount: 2, description: 'generation.refund?count=2&kind=IMAGE' });
        }
        await db.write((tx) => postEntries(tx, tx.now, commands, config));
        clock.advance(7 * HOUR_MS);
      }
      // Somebody else's rows must not be seen.
      const foreign = { ...base, userId: randomUUID(), type: 'REWARD', expiresAt: null } as const;
      await db.write((tx) =>
        postEntries(
          tx,
          tx.now,
          [{ kind: 'grant', ...foreign, key: 'x', amount: 5, description: 'grant.operator' }],
          config,
        ),
      );
      const page = await pageTransactions(deps(), actor, pageTransactionsInput.parse({ limit: 100 }));
      all = page.items;
    });

    it('pages the newest first with the true total', () => {
      expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 73 }, (_, i) => 73 - i));
      expect(all.at(-1)).toMatchObject({
        userId: actor.userId,
        type: 'RECHARGE',
        amount: 100,
        balanceAfter: 100,
        description: { code: 'grant.operator', params: {} },
      });
      expect(all[0]).toMatchObject({
        type: 'CONSUME',
        description: { code: 'generation.charge', params: { kind: 'IMAGE', count: '2' } },
        relatedType: 'GENERATION',
        relatedId: 'd29',
      });
    });

    const ranges = [
      ['everything', undefined, undefined],
      ['from an instant between two rows', 40, undefined],
      ['to an instant', undefined, 100],
      ['a part', 35, 150],
      ['an empty part', 1_000, 2_000],
    ] as const;
    describe.each(ranges)('%s', (_, fromHours, toHours) => {
      it.each([undefined, ...TRANSACTION_TYPES])(
        'gives for type %s by offset and by cursor what filtering gives',
        async (type) => {
          const startMs = all.at(-1)!.createdAt.getTime();
          const at = (hours: number | undefined) =>
            hours === undefined ? undefined : new Date(startMs + hours * HOUR_MS);
          const filter = { type, from: at(fromHours), to: at(toHours) };
          const wanted = all.filter(
            (row) =>
              (type === undefined || row.type === type) &&
              (!filter.from || row.createdAt >= filter.from) &&
              (!filter.to || row.createdAt < filter.to),
          );
          for (const skip of [0, 1, 2, 5, 17, 40, 59, 60, 72, 73, 500]) {
            const page = await pageTransactions(
              deps(),
              actor,
              pageTransactionsInput.parse({ ...filter, skip, limit: 7 }),
            );
            expect(page).toEqual({
              items: wanted.slice(skip, skip + 7),
              total: wanted.length,
              skip,
              limit: 7,
            });
          }
          const seen: TransactionView[] = [];
          for (let cursor: string | null = null, first = true; first || cursor; first = false) {
            const page = await listTransactions(
              deps(),
              actor,
              listTransactionsInput.parse({ ...filter, cursor, limit: 9 }),
            );
            seen.push(...page.items);
            cursor = page.nextCursor;
          }
          expect(seen).toEqual(wanted);
        },
      );
    });

    it('gives a user without a ledger an empty page', async () => {
      const nobody = { userId: randomUUID(), sessionId: null };
      expect(await pageTransactions(deps(), nobody, pageTransactionsInput.parse({}))).toEqual({
        items: [],
        total: 0,
        skip: 0,
        limit: 20,
      });
      expect(await listTransactions(deps(), nobody, listTransactionsInput.parse({}))).toEqual({
        items: [],
        nextCursor: null,
      });
    });

    it('exports a file that states its time zone and whose opening balance plus rows is the closing balance', async () => {
      const from = new Date(all.at(-1)!.createdAt.getTime() + 40 * HOUR_MS);
      let text = '';
      for await (const chunk of exportTransactions(deps(), actor, { from, locale: 'en' })) text += chunk;
      expect(text.startsWith('\uFEFFCredit transactions\r\nTime zone,Asia/Shanghai\r\n')).toBe(true);
      const lines = text.slice(1).split('\r\n');
      const opening = Number(lines.find((line) => line.startsWith('Opening balance,'))!.split(',')[1]);
      const closing = Number(lines.find((line) => line.startsWith('Closing balance,'))!.split(',')[1]);
      const head = lines.findIndex((line) => line.startsWith('No.,'));
      const rows = lines.slice(head + 1, lines.indexOf('', head + 1)).map((line) => line.split(','));
      expect(rows).toHaveLength(all.filter((row) => row.createdAt >= from).length);
      expect(opening + rows.reduce((sum, row) => sum + Number(row[4]), 0)).toBe(closing);
      expect(closing).toBe(all[0]!.balanceAfter);
      expect(rows.at(-1)![3]).toBe('AI generation (image × 2)');
      expect(Date.parse(`${rows[0]![1]!.replace(' ', 'T')}+08:00`)).toBe(
        all.findLast((row) => row.createdAt >= from)!.createdAt.getTime(),
      );
    });

    it('exports in Chinese, and an empty ledger too', async () => {
      const nobody = { userId: randomUUID(), sessionId: null };
      let text = '';
      for await (const chunk of exportTransactions(deps(), nobody, { locale: 'zh-CN' })) text += chunk;
      expect(text).toContain('期初余额,0\r\n');
      expect(text.endsWith('\r\n期末余额,0\r\n')).toBe(true);
    });

    it('sells the packages of the guide in their order, and only those on sale', async () => {
      const { db } = database();
      await db.write((tx) =>
        tx.run(
          db.dialect === 'sqlite'
            ? `UPDATE credit_prices SET is_active = 0 WHERE id = 4`
            : `UPDATE credit_prices SET is_active = FALSE WHERE id = 4`,
        ),
      );
      const prices = await listCreditPrices(deps());
      expect(prices.map(({ id, totalAmount, isActive }) => [id, totalAmount, isActive])).toEqual([
        [1, 10, true],
        [2, 110, true],
        [3, 600, true],
      ]);
      expect(await findCreditPrice(db.reader, 2)).toEqual({ id: 2, amount: 100, bonus: 10, priceFen: 1_000 });
      expect(await findCreditPrice(db.reader, 4)).toBeNull();
      expect(await findCreditPrice(db.reader, 99)).toBeNull();
    });
  },
  clock,
);

describe('a line of CSV', () => {
  it('is never a formula, keeps numbers as numbers and quotes what needs it', () => {
    expect(csvLine(['=1+1', '+1', '-1', '@x', '\tx', -5, 'plain', 'a,"b"'])).toBe(
      `"'=1+1","'+1","'-1","'@x","'\tx",-5,plain,"a,""b"""\r\n`,
    );
  });
});
