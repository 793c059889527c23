import { describeUser } from '../operators/describe-user.ts';
import { getUser } from './get-user.ts';
import { UsageError, defineCommand, runCommand } from './run-command.ts';

/** Prints what is known of a user. */
export const usersShow = defineCommand({
  name: 'users:show',
  help: `
Usage: npm run users:show -- NAME|ID

Prints what is known of a user: account, sessions, credits, membership, orders, the newest ledger rows and what
operators did. No password, token, code or prompt.

Exit codes: 0 done, 1 no such user or failed, 2 wrong arguments or settings.`,
  options: {},
  maxPositionals: 1,
  run: async ({ db }, { positionals }) => {
    const [name] = positionals;
    if (name === undefined) throw new UsageError('Name a user: users:show -- NAME|ID.');
    const user = await getUser({ db }, name);
    return describeUser({ db }, user.id);
  },
});

if (import.meta.main) process.exitCode = await runCommand(usersShow);
