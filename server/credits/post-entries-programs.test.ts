import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyLedger } from '../ledger-verify/verify-ledger.ts';
import { forEachDialect } from '../testing/for-each-dialect.ts';
import { checkStoredLedgerPrograms } from '../testing/ledger-programs.ts';
import { LOT_COLUMNS, toLot, type StoredLot } from './ledger-rows.ts';
import { postEntries } from './post-entries.ts';

const SETTINGS = { businessTimeZone: 'Asia/Shanghai' };

forEachDialect('random programs in a database', (database) => {
  it('agree with the plain model: posting reads everything the fold needs', async () => {
    const { db } = database();
    const seed = Number(process.env['LEDGER_SEED'] ?? randomInt(2 ** 31));
    const runs = 40;
    console.log(`${runs} random ledger programs on ${db.dialect} from LEDGER_SEED=${seed}`);
    await checkStoredLedgerPrograms(
      {
        post: (now, commands) => db.write((tx) => postEntries(tx, now, commands, SETTINGS)),
        readLots: async (userId) => {
          const rows = await db.reader.all<StoredLot>(
            `SELECT ${LOT_COLUMNS} FROM current_credit_lots l WHERE user_id = $userId ORDER BY origin_sequence`,
            { userId },
          );
          return rows.map(toLot);
        },
      },
      { runs, seed },
    );
    const report = await verifyLedger(db, SETTINGS);
    const about = /^(ledger|account|daily-total|lot\.(grant|remaining))/;
    expect(report.checks.filter(({ name, broken }) => about.test(name) && broken > 0)).toEqual([]);
    expect(report.rows).toBeGreaterThan(100);
  });
});
