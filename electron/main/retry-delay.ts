/** How long to wait the first time, and at most. */
export interface RetryPace {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, and a quarter more or
 * less by chance, so that not all apps ask at once a server that comes back.
 */
export function chooseRetryDelay({ firstMs, longestMs }: RetryPace, failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** failures) * (0.75 + Math.random() / 2);
}
