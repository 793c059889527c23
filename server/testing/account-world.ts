import { randomUUID } from 'node:crypto';
import type { AuthClient } from '../auth/auth-deps.ts';
import type { AccountDeps } from '../account/account-deps.ts';
import { findSession } from '../auth/find-session.ts';
import { createPasswordHasher, type PasswordHasher } from '../auth/password-hasher.ts';
import { registerUser, type RegisteredUser } from '../auth/register-user.ts';
import { createRateLimiter } from '../platform/create-rate-limiter.ts';
import type { Actor } from '../platform/app-deps.ts';
import { DEFAULT_LIMITS, type LimitRules } from '../platform/limits.ts';
import type { TestDatabase } from './for-each-dialect.ts';
import { createGenerationWorld, type GenerationWorld } from './generation-world.ts';
import { createOrdersWorld } from './orders-world.ts';

/** As little work as argon2 can be told to do. */
export const CHEAP_PASSWORDS = { memoryCost: 8, timeCost: 1, parallelism: 1 } as const;

/** Everything a user can have, over a test's database, with the work that passwords made. */
export interface AccountWorld extends AccountDeps, GenerationWorld {
  /** `hash`, `verify` or `verify nobody`, in order. */
  readonly passwordWork: string[];
}

/** Builds one; `rates` replaces single limits. */
export function createAccountWorld(
  database: Pick<TestDatabase, 'db' | 'dataDir'>,
  rates: Partial<LimitRules['rates']> = {},
): AccountWorld {
  const limits = { ...DEFAULT_LIMITS, rates: { ...DEFAULT_LIMITS.rates, ...rates } };
  const hasher = createPasswordHasher(limits, CHEAP_PASSWORDS);
  const passwordWork: string[] = [];
  const passwordHasher: PasswordHasher = {
    hash: (password) => {
      passwordWork.push('hash');
      return hasher.hash(password);
    },
    verify: (hashed, password) => {
      passwordWork.push(hashed === null ? 'verify nobody' : 'verify');
      return hasher.verify(hashed, password);
    },
  };
  return {
    ...createGenerationWorld(database, { limits }),
    gateways: createOrdersWorld(database).gateways,
    rateLimiter: createRateLimiter(limits.rates, database),
    passwordHasher,
    passwordWork,
  };
}

/** A caller at an address of its own, so that no test uses up another's limits. */
export function createClient(parts: Partial<AuthClient> = {}): AuthClient {
  return { address: randomUUID(), userAgent: 'a test', transport: 'BEARER', ...parts };
}

/** A username nobody has. */
export function createUsername(): string {
  return `u-${randomUUID().slice(0, 18)}`;
}

/** A new account, signed in: what registering answered, who acts, and the password. */
export async function addAccount(
  world: AccountWorld,
): Promise<{ registered: RegisteredUser; actor: Actor; username: string; password: string }> {
  const username = createUsername();
  const password = `secret of ${username}`;
  const registered = await registerUser(world, createClient(), { username, password });
  const actor = await findSession(world, registered.token);
  if (!actor) throw new Error('a new session was not found');
  return { registered, actor, username, password };
}
