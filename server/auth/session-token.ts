import { createHash, randomBytes } from 'node:crypto';

/** A session ends when it has not been used for so long: 30 days (domain.md, "Users"). */
export const SESSION_IDLE_MS = 30 * 86_400_000;

const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A new token: 256 random bits in 43 URL-safe characters, meaning nothing in themselves. */
export function createSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether `text` could be a token at all, so that nonsense is refused without asking the database. */
export function isSessionToken(text: string): boolean {
  return TOKEN_PATTERN.test(text);
}

/** What is stored of a token. A fast hash is enough: 256 random bits cannot be guessed, however fast guesses are. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
