import { randomUUID } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import type { AuthClient, AuthDeps } from './auth-deps.ts';
import { defineUser, type User } from './auth.model.ts';
import { presentUser } from './auth.presenter.ts';
import { openSession, type OpenedSession } from './open-session.ts';

/** What the computer's own profile is called, unless somebody is called that already. */
const USERNAME = 'creator';

/**
 * Signs in to the computer's own profile, which is made at the first call and has no password. Every call opens
 * another session of the same one. Throws FORBIDDEN once it has a password: then one signs in by that. Whoever may
 * call this is for the server to say, because nothing is asked.
 */
export async function openLocalProfile(
  deps: Pick<AuthDeps, 'db'>,
  client: AuthClient,
): Promise<OpenedSession> {
  return deps.db.write(async (tx) => {
    const user = (await lockLocalProfile(tx, deps.db)) ?? (await makeLocalProfile(tx, deps.db));
    if (user.passwordHash !== null) throw new AppError('FORBIDDEN');
    return { user: presentUser(user), ...(await openSession(tx, user.id, client)) };
  });
}

/** The local profile's row, locked; null while there is none. */
async function lockLocalProfile(tx: Tx, db: Database): Promise<User | null> {
  return db.model(defineUser).findOne({ where: { isLocal: true }, lock: true, transaction: tx.transaction });
}

/** Makes it under the first free name; when somebody else makes it at the same moment, theirs is it. */
async function makeLocalProfile(tx: Tx, db: Database): Promise<User> {
  for (let number = 1; ; number += 1) {
    await tx.run(
      `INSERT INTO users (id, username, is_local, created_at)
       VALUES ($id, $username, $isLocal, $now) ON CONFLICT DO NOTHING`,
      {
        id: randomUUID(),
        username: number === 1 ? USERNAME : `${USERNAME}-${number}`,
        isLocal: true,
        now: tx.now.getTime(),
      },
    );
    const user = await lockLocalProfile(tx, db);
    if (user) return user;
  }
}
