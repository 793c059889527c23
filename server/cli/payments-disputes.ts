import { listDisputes } from '../orders/list-disputes.ts';
import { defineCommand, runCommand } from './run-command.ts';

/** Prints the notices that were not believed. */
export const paymentsDisputes = defineCommand({
  name: 'payments:disputes',
  help: `
Usage: npm run payments:disputes [-- --order ORDER_NO]

Prints the payment notices that did not match an order, newest first, at most 1,000: what came, what was expected,
and why it was not believed. They granted nothing.

Exit codes: 0 done, 1 failed, 2 wrong arguments or settings.`,
  options: { order: { type: 'string' } },
  maxPositionals: 0,
  run: async ({ db }, { values }) => ({
    disputes: await listDisputes({ db }, values.order === undefined ? {} : { orderNo: values.order }),
  }),
});

if (import.meta.main) process.exitCode = await runCommand(paymentsDisputes);
