import { Op } from 'sequelize';
import type { SessionView } from '../../shared/contracts/auth.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { defineSession } from './auth.model.ts';
import { presentSession } from './auth.presenter.ts';

/** More than anybody reads; scripts that sign in for every run may have more. */
const SESSIONS_LISTED = 200;

/** The actor's open sessions, most recently used first. */
export async function listSessions(deps: Pick<AppDeps, 'db'>, actor: Actor): Promise<SessionView[]> {
  const sessions = await deps.db.model(defineSession).findAll({
    where: { userId: actor.userId, expiresAt: { [Op.gt]: deps.db.now().getTime() } },
    order: [
      ['lastSeenAt', 'DESC'],
      ['id', 'DESC'],
    ],
    limit: SESSIONS_LISTED,
  });
  return sessions.map((session) => presentSession(session, actor.sessionId));
}
