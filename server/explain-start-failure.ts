import { classifyDatabaseError } from './database/database-errors.ts';
import { ConfigError } from './platform/config.ts';

const LISTEN_PROBLEMS: Readonly<Record<string, (at: string) => string>> = {
  EADDRINUSE: (at) => `${at} is already in use: stop what listens there, or set PORT to another one.`,
  EACCES: (at) => `Listening on ${at} is not permitted: set PORT to 1024 or more.`,
  EADDRNOTAVAIL: (at) =>
    `${at} cannot be listened on, because it is not an address of this machine: set HOST to one that is.`,
};

/** What to tell the person who started the server and now has none: one sentence where the reason is known. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, syscall, path } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  const explain = syscall === 'listen' ? LISTEN_PROBLEMS[code ?? ''] : undefined;
  if (explain) return explain(`Port ${port ?? '0'} on ${address ?? 'this machine'}`);
  if (syscall === 'mkdir')
    return `The folder ${path ?? ''} cannot be made (${code ?? ''}): set DATABASE_URL and DATA_DIR to places this user may write to.`;
  if (classifyDatabaseError(error) !== 'other' || /^SQLITE_/.test(error.message)) {
    return `The database that DATABASE_URL names could not be used: ${error.message}.`;
  }
  return error.stack ?? error.message;
}
