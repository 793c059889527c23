import type { Database } from '../database/database.ts';
import type { Config } from './config.ts';
import type { EventBus } from './events.ts';
import type { LimitRules, RateLimiter } from './limits.ts';
import type { Logger } from './logger.ts';

/** What every command may use. A feature that needs more extends it. */
export interface AppDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly events: EventBus;
  readonly limits: LimitRules;
  readonly rateLimiter: RateLimiter;
}

/** The signed-in user on whose behalf a command acts. */
export interface Actor {
  readonly userId: string;
  /** Null for work done in the user's name without a request. */
  readonly sessionId: string | null;
}

/** A person at the keyboard of the server, acting by a named command. */
export interface Operator {
  readonly operator: string;
  readonly reason: string;
}
