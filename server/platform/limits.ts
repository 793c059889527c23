/** So many points in so many seconds. */
export interface RateRule {
  readonly points: number;
  readonly seconds: number;
}

/** Every limit of the product (reliability.md, "Limits"; domain.md, "Generation", "Orders and payments"). */
export interface LimitRules {
  readonly rates: {
    readonly signInPerAccount: RateRule;
    readonly signInPerAddress: RateRule;
    readonly registerPerAddress: RateRule;
    readonly callsPerUser: RateRule;
    readonly anonymousPerAddress: RateRule;
    readonly callbacksPerAddress: RateRule;
  };
  readonly passwordHashesAtOnce: number;
  readonly passwordHashesWaiting: number;
  readonly pendingOrdersPerUser: number;
  readonly queuedGenerationsPerUser: number;
  readonly runningGenerationsPerUser: number;
  readonly runningGenerationsPerProcess: number;
}

/** Names a rate rule. */
export type RateName = keyof LimitRules['rates'];

/** The limits in force; tests and benchmarks inject others, no environment variable does. */
export const DEFAULT_LIMITS: LimitRules = {
  rates: {
    signInPerAccount: { points: 10, seconds: 15 * 60 },
    signInPerAddress: { points: 100, seconds: 15 * 60 },
    registerPerAddress: { points: 30, seconds: 60 * 60 },
    callsPerUser: { points: 1_200, seconds: 60 },
    anonymousPerAddress: { points: 300, seconds: 60 },
    callbacksPerAddress: { points: 600, seconds: 60 },
  },
  passwordHashesAtOnce: 2,
  passwordHashesWaiting: 20,
  pendingOrdersPerUser: 5,
  queuedGenerationsPerUser: 50,
  runningGenerationsPerUser: 4,
  runningGenerationsPerProcess: 8,
};

/** Counts what callers do. */
export interface RateLimiter {
  /** Takes one point of `name` for `key`; throws RATE_LIMITED with `retryAfterSeconds` when none is left. */
  consume(name: RateName, key: string): Promise<void>;
}
