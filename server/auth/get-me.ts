import type { UserView } from '../../shared/contracts/auth.ts';
import { AppError } from '../platform/app-error.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { defineUser } from './auth.model.ts';
import { presentUser } from './auth.presenter.ts';

/** The actor's own profile. Throws UNAUTHENTICATED when the account has been deleted meanwhile. */
export async function getMe(deps: Pick<AppDeps, 'db'>, actor: Actor): Promise<UserView> {
  const user = await deps.db.model(defineUser).findOne({ where: { id: actor.userId, deletedAt: null } });
  if (!user) throw new AppError('UNAUTHENTICATED');
  return presentUser(user);
}
