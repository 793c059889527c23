import { resolve } from 'node:path';
import { formatReport } from '../ledger-verify/format-report.ts';
import { verifyLedger } from '../ledger-verify/verify-ledger.ts';
import { defineCommand, ReadableReport, runCommand } from './run-command.ts';

/** Checks every law of the ledger over the whole database. */
export const ledgerVerify = defineCommand({
  name: 'ledger:verify',
  help: `
Usage: npm run ledger:verify [-- --anchor FILE]

Checks every law of the ledger, and of the orders, periods and generations it belongs to, on one consistent view beside
a live server; changes nothing. Prints what was checked, how many, how long it took, and the first broken row of each
kind.

  --anchor FILE  also compares the newest row of every ledger with those noted in FILE before, and adds the new ones;
                 so even a newest row removed together with its account's head is found. Keep FILE somewhere else.

Exit codes: 0 every law holds, 1 one is broken, or failed, 2 wrong arguments or settings.`,
  options: { anchor: { type: 'string' } },
  maxPositionals: 0,
  run: async ({ config, db }, { values }) => {
    const report = await verifyLedger(db, {
      businessTimeZone: config.businessTimeZone,
      anchorFile: values.anchor === undefined ? undefined : resolve(values.anchor),
    });
    return new ReadableReport(formatReport(report), report.ok);
  },
});

if (import.meta.main) process.exitCode = await runCommand(ledgerVerify);
