import { randomInt } from 'node:crypto';
import { it } from 'vitest';
import { checkLedgerPrograms } from '../testing/ledger-programs.ts';

it('the fold agrees with a plain model on very many random programs', () => {
  for (let round = 1; round <= 50; round += 1) {
    const seed = randomInt(2 ** 31);
    console.log(`round ${round}: 10,000 random ledger programs from LEDGER_SEED=${seed}`);
    checkLedgerPrograms({ runs: 10_000, seed });
  }
});
