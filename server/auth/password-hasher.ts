import { hash, verify, type Options } from '@node-rs/argon2';
import { AppError } from '../platform/app-error.ts';
import type { LimitRules } from '../platform/limits.ts';

/** Hashes passwords, slowly on purpose. Both functions throw UNAVAILABLE when too many are waiting already. */
export interface PasswordHasher {
  /** A PHC string that holds its own salt and settings. */
  hash(password: string): Promise<string>;
  /** Whether `password` made `hashed`. Null (no such account, or one without a password) is false, after the same work. */
  verify(hashed: string | null, password: string): Promise<boolean>;
}

/** The work one hash costs. */
export type PasswordCost = Required<Pick<Options, 'memoryCost' | 'timeCost' | 'parallelism'>>;

/** 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, "Argon2id", which is the library's default kind). */
export const DEFAULT_PASSWORD_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * A hasher that works on `passwordHashesAtOnce` at once and lets `passwordHashesWaiting` wait: each takes memory and
 * one of the few threads that the database and the file system need too.
 */
export function createPasswordHasher(
  limits: Pick<LimitRules, 'passwordHashesAtOnce' | 'passwordHashesWaiting'>,
  cost: PasswordCost = DEFAULT_PASSWORD_COST,
): PasswordHasher {
  const inTurn = createTurns(limits.passwordHashesAtOnce, limits.passwordHashesWaiting);
  // A hash no password is known for. Made at once: made on demand, the first unknown account would take twice as long.
  const nobody = hash(crypto.getRandomValues(new Uint8Array(32)), cost);
  nobody.catch(() => undefined);
  return {
    hash: (password) => inTurn(() => hash(passwordBytes(password), cost)),
    verify: (hashed, password) =>
      inTurn(async () => {
        const matches = await verify(hashed ?? (await nobody), passwordBytes(password));
        return matches && hashed !== null;
      }),
  };
}

/**
 * The same bytes however a keyboard composes its characters (RFC 8265, section 4.2, asks for NFC). Bytes, not text:
 * any character is allowed, and half a surrogate pair becomes U+FFFD here instead of an error later.
 */
function passwordBytes(password: string): Buffer {
  return Buffer.from(password.normalize('NFC'), 'utf8');
}

function createTurns(atOnce: number, waitingLimit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= waitingLimit) throw new AppError('UNAVAILABLE');
      // Whoever finishes hands its place over, so that nobody newer slips in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
