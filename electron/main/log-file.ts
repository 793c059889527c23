import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { redactSecrets } from './redact-secrets.ts';

/** A file that is longer than this is put aside at the next line, in place of the one before. */
const MAX_BYTES = 2_000_000;

/** As much of one entry as anybody reads. */
const MAX_ENTRY_LENGTH = 20_000;

const LEVELS = ['info', 'warn', 'error'] as const;

/** Notes what happens for whoever has to find out later; tokens never get there. */
export type Log = Readonly<Record<(typeof LEVELS)[number], (message: string, error?: unknown) => void>>;

/** A log in `main.log` of the folder, for this user's eyes alone. A disk that takes nothing costs the lines and nothing else. */
export function openLogFile(folder: string): Log {
  const file = path.join(folder, 'main.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // The system may have made it already, for everybody to read.
    chmodSync(folder, 0o700);
  } catch {
    // It is tried again with the first line.
  }
  const write = (level: string, message: string, error: unknown): void => {
    const details = error === undefined ? '' : ` ${describeError(error)}`;
    const line = `${new Date().toISOString()} ${level} ${keepInEntry(redactSecrets(message + details))}\n`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (sizeOf(file) > MAX_BYTES) renameSync(file, path.join(folder, 'main.old.log'));
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // There is nowhere left to say it.
    }
  };
  const [info, warn, error] = LEVELS.map(
    (level) => (message: string, cause?: unknown) => write(level, message, cause),
  );
  return { info: info!, warn: warn!, error: error! };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Lines after the first are set in, and what steers a terminal is left out: nothing that is noted can look like another entry. */
function keepInEntry(text: string): string {
  return (
    text
      .replace(/\r?\n/g, '\n    ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ')
      .slice(0, MAX_ENTRY_LENGTH)
  );
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
