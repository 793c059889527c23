import type { SessionView, UserView } from '../../shared/contracts/auth.ts';
import type { Session, User } from './auth.model.ts';

/** A user as they see themselves; only for accounts that are not deleted. */
export function presentUser(
  user: Pick<User, 'id' | 'username' | 'email' | 'passwordHash' | 'isLocal' | 'createdAt'>,
): UserView {
  return {
    id: user.id,
    username: user.username ?? '',
    email: user.email,
    isLocal: user.isLocal,
    hasPassword: user.passwordHash !== null,
    createdAt: user.createdAt,
  };
}

/** A session as its owner sees it, without its token. */
export function presentSession(session: Session, currentSessionId: string | null): SessionView {
  return {
    id: session.id,
    userAgent: session.userAgent,
    createdAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    expiresAt: session.expiresAt,
    isCurrent: session.id === currentSessionId,
  };
}
