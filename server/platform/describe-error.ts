/** An error as a log line holds it. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  /** The driver's or the system's own, for example `SQLITE_BUSY`, `23505`, `ECONNRESET`. */
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly cause?: ErrorDescription;
}

/** Errors wrap each other no deeper than this, unless they do so in a circle. */
const MAX_DEPTH = 5;

/**
 * What a log line may tell of an error: named parts only. Drivers hang the statement with its values on an error, and
 * PostgreSQL the whole failing row (its `detail`): prompts, addresses and password hashes, which no log may hold.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const { code, constraint, table, original, cause } = error as Error & Record<string, unknown>;
  const inner = original ?? cause;
  return {
    type: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    ...(inner instanceof Error && depth < MAX_DEPTH && { cause: describeError(inner, depth + 1) }),
  };
}
