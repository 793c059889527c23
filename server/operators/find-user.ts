import { uuidSchema } from '../../shared/contracts/common.ts';
import { findUserByAccount } from '../auth/find-user-by-account.ts';
import type { AppDeps } from '../platform/app-deps.ts';

/** Enough of a user to act on. */
export interface FoundUser {
  readonly id: string;
  /** Null once the account has been deleted. */
  readonly username: string | null;
}

/** The user that an operator means by a username, a verified e-mail address or an id (deleted ones too); null when there is none. */
export async function findUser(deps: Pick<AppDeps, 'db'>, nameOrId: string): Promise<FoundUser | null> {
  const id = uuidSchema.safeParse(nameOrId);
  if (!id.success) {
    const user = await findUserByAccount(deps, nameOrId);
    return user && { id: user.id, username: user.username };
  }
  const [user] = await deps.db.reader.all<FoundUser>(`SELECT id, username FROM users WHERE id = $id`, {
    id: id.data,
  });
  return user ?? null;
}
