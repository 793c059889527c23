/**
 * What a database's error means for us, told from the drivers' codes: SQLite's names (`SQLITE_BUSY`) and
 * PostgreSQL's SQLSTATE (Appendix A of its manual, "PostgreSQL Error Codes").
 */
export type DatabaseErrorKind =
  /** Somebody else was faster or two transactions waited for each other: run the whole transaction again. */
  | 'conflict'
  /** The connection went away; what was sent last may or may not have happened. */
  | 'connection-lost'
  /** Busy, full, read-only or shutting down: nothing was written, trying later may help. */
  | 'unavailable'
  | 'unique'
  | 'other';

const CONNECTION_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const UNAVAILABLE_SQLITE = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_NOMEM',
  'SQLITE_INTERRUPT',
];

/** Classifies anything a driver or Sequelize threw, looking through wrapped errors. */
export function classifyDatabaseError(error: unknown): DatabaseErrorKind {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const kind = classifyOne(current);
    if (kind !== 'other') return kind;
    const wrapped = current as { original?: unknown; parent?: unknown; cause?: unknown };
    current = wrapped.original ?? wrapped.parent ?? wrapped.cause;
  }
  return 'other';
}

function classifyOne(error: Error): DatabaseErrorKind {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '40001' || code === '40P01') return 'conflict';
  if (code.startsWith('08') || code === '57P01' || code === '57P02' || CONNECTION_CODES.has(code))
    return 'connection-lost';
  if (/^Connection terminated|Client has encountered a connection error|not queryable/i.test(error.message))
    return 'connection-lost';
  // 53: insufficient resources; 57P03: starting up; 57014 and 55P03: statement or lock timeout; 25006: read-only.
  if (code.startsWith('53') || ['57P03', '57014', '55P03', '25006'].includes(code)) return 'unavailable';
  if (
    /timeout exceeded when trying to connect|Operation timeout|ConnectionAcquireTimeout/i.test(
      `${error.name} ${error.message}`,
    )
  )
    return 'unavailable';
  if (UNAVAILABLE_SQLITE.some((name) => code.startsWith(name) || error.message.startsWith(name)))
    return 'unavailable';
  // Sequelize reports some other constraint failures as unique ones, so only the driver's code counts.
  if (
    code === '23505' ||
    code.startsWith('SQLITE_CONSTRAINT_UNIQUE') ||
    code.startsWith('SQLITE_CONSTRAINT_PRIMARYKEY')
  )
    return 'unique';
  return 'other';
}
