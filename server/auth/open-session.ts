import { randomUUID } from 'node:crypto';
import type { UserView } from '../../shared/contracts/auth.ts';
import type { Tx } from '../database/transaction.ts';
import type { AuthClient } from './auth-deps.ts';
import { SESSION_IDLE_MS, createSessionToken, hashSessionToken } from './session-token.ts';

/** Characters kept of what a client calls itself. */
const USER_AGENT_MAX_LENGTH = 200;

/** Somebody has just signed in: the one time their token is in the clear. */
export interface OpenedSession {
  readonly user: UserView;
  readonly token: string;
  /** The end if the session is never used; every use moves it. */
  readonly expiresAt: Date;
}

/** Step: opens a session of `userId`, whose row the transaction has locked or just made. */
export async function openSession(
  tx: Tx,
  userId: string,
  client: AuthClient,
): Promise<Omit<OpenedSession, 'user'>> {
  const token = createSessionToken();
  const expiresAt = new Date(tx.now.getTime() + SESSION_IDLE_MS);
  await tx.run(
    `INSERT INTO sessions (id, user_id, token_sha256, transport, user_agent, created_at, last_seen_at, expires_at)
     VALUES ($id, $userId, $tokenSha256, $transport, $userAgent, $now, $now, $expiresAt)`,
    {
      id: randomUUID(),
      userId,
      tokenSha256: hashSessionToken(token),
      transport: client.transport,
      userAgent: cleanUserAgent(client.userAgent),
      now: tx.now.getTime(),
      expiresAt: expiresAt.getTime(),
    },
  );
  return { token, expiresAt };
}

/** A header is a stranger's text that will be shown: one line, well-formed, of readable length; null when nothing is left. */
function cleanUserAgent(userAgent: string | null): string | null {
  const text = (userAgent ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .slice(0, USER_AGENT_MAX_LENGTH)
    .toWellFormed()
    .trim();
  return text === '' ? null : text;
}
