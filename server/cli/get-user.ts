import type { AppDeps } from '../platform/app-deps.ts';
import { findUser, type FoundUser } from '../operators/find-user.ts';
import { CommandFailure } from './run-command.ts';

/** The user that was named on the command line. Throws {@link CommandFailure} when there is none. */
export async function getUser(deps: Pick<AppDeps, 'db'>, nameOrId: string): Promise<FoundUser> {
  const user = await findUser(deps, nameOrId);
  if (!user) throw new CommandFailure(`There is no user "${nameOrId}".`);
  return user;
}
