import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { redactSecrets } from './redact-secrets.ts';

/** A file that is longer than this is put aside at the next line, in place of the one before. */
const MAX_BYTES = 2_000_000;

const LEVELS = ['info', 'warn', 'error'] as const;

/** Notes what happens for whoever has to find out later; tokens never get there. */
export type Log = Readonly<Record<(typeof LEVELS)[number], (message: string, error?: unknown) => void>>;

/** A log in `main.log` of the folder. A disk that takes nothing costs the lines and nothing else. */
export function openLogFile(folder: string): Log {
  const file = path.join(folder, 'main.log');
  const write = (level: string, message: string, error: unknown): void => {
    const details = error === undefined ? '' : ` ${describeError(error)}`;
    const line = `${new Date().toISOString()} ${level} ${redactSecrets(message + details)}\n`;
    try {
      mkdirSync(folder, { recursive: true });
      if (sizeOf(file) > MAX_BYTES) renameSync(file, path.join(folder, 'main.old.log'));
      appendFileSync(file, line);
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

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
