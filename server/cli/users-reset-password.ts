import { resetPassword } from '../auth/reset-password.ts';
import { getUser } from './get-user.ts';
import {
  CommandFailure,
  OPERATOR_OPTIONS,
  operatorOf,
  requireOption,
  defineCommand,
  runCommand,
} from './run-command.ts';

/** Gives an account a new random password. */
export const usersResetPassword = defineCommand({
  name: 'users:reset-password',
  help: `
Usage: npm run users:reset-password -- --user NAME|ID --reason "..." [--operator NAME]

Gives the account a new random password, which is printed this once and is for its owner to change; ends all of
its sessions and recovery codes; records who did it and why.

  --user      username, verified e-mail address or user id
  --reason    why; kept in the operators' record
  --operator  who; the machine's user by default

Exit codes: 0 done, 1 no such user or failed, 2 wrong arguments or settings.`,
  options: { ...OPERATOR_OPTIONS, user: { type: 'string' } },
  maxPositionals: 0,
  run: async ({ db, deps }, { values }) => {
    const name = requireOption(values.user, 'user');
    const operator = operatorOf(values);
    const { username } = await getUser({ db }, name);
    if (username === null) throw new CommandFailure('This account has been deleted.');
    const { user, password } = await resetPassword(deps(), operator, { account: username });
    return { userId: user.id, username: user.username, password };
  },
});

if (import.meta.main) process.exitCode = await runCommand(usersResetPassword);
