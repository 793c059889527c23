import { Op } from 'sequelize';
import { emailSchema, usernameSchema } from '../../shared/contracts/auth.ts';
import type { AuthDeps } from './auth-deps.ts';
import { defineUser, type User } from './auth.model.ts';

/** An e-mail address as it is stored and compared: almost no mail server tells its letters' case apart. */
export function foldEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** The account that `account` names: a username, or an e-mail address once it is verified; null when none does. */
export async function findUserByAccount(deps: Pick<AuthDeps, 'db'>, account: string): Promise<User | null> {
  const users = deps.db.model(defineUser);
  if (account.includes('@')) {
    const email = emailSchema.safeParse(account);
    if (!email.success) return null;
    return users.findOne({
      where: { email: foldEmail(email.data), emailVerifiedAt: { [Op.ne]: null }, deletedAt: null },
    });
  }
  // A text that can be nobody's username is not asked for, because PostgreSQL refuses some characters.
  const username = usernameSchema.safeParse(account);
  return username.success ? users.findOne({ where: { username: username.data } }) : null;
}
