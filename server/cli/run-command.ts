import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { AuthDeps } from '../auth/auth-deps.ts';
import { createPasswordHasher } from '../auth/password-hasher.ts';
import { restoreClock } from '../database/clock-mark.ts';
import type { Database } from '../database/database.ts';
import { classifyDatabaseError } from '../database/database-errors.ts';
import { listPendingMigrations } from '../database/migrate.ts';
import { openDatabase, sqliteFileOf } from '../database/open-database.ts';
import { createEventBus } from '../live/create-event-bus.ts';
import type { Operator } from '../platform/app-deps.ts';
import { AppError, type FieldProblem } from '../platform/app-error.ts';
import { ConfigError, PROJECT_ROOT, readConfig, type Config } from '../platform/config.ts';
import { createRateLimiter } from '../platform/create-rate-limiter.ts';
import { DEFAULT_LIMITS } from '../platform/limits.ts';
import { createLogger } from '../platform/logger.ts';

/** Something is wrong with what was typed; the message is one sentence. */
export class UsageError extends Error {}

/** The command did its work and what it found is not as it should be, or it was refused; the message is one sentence. */
export class CommandFailure extends Error {}

/** What a command prints for people instead of JSON, and whether what it found is as it should be. */
export class ReadableReport {
  readonly text: string;
  readonly ok: boolean;

  constructor(text: string, ok: boolean) {
    this.text = text;
    this.ok = ok;
  }
}

/** What a command was called with, as `node:util` parses it. */
export type CommandArguments<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>
>;

/** What a command can use. */
export interface CommandContext {
  readonly config: Config;
  readonly db: Database;
  /** What the server's commands ask for; made when first asked for. */
  readonly deps: () => AuthDeps;
}

/** One command of the command line. */
export interface CliCommand<Options extends ParseArgsOptionsConfig> {
  /** As npm knows it, for example `credits:grant`. */
  readonly name: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly options: Options;
  /** How many arguments without a name it takes at most. */
  readonly maxPositionals: number;
  /** Works on a database that is empty or out of date, too. */
  readonly isMigration?: boolean;
  /** Does the work; what it returns is printed as JSON, unless it is a {@link ReadableReport}. */
  run(context: CommandContext, given: CommandArguments<Options>): Promise<unknown>;
}

/** Where a command runs; tests bring their own. */
export interface Surroundings {
  readonly args: readonly string[];
  /** Settings instead of the process's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const PROCESS: Surroundings = {
  args: process.argv.slice(2),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
};

/**
 * Runs a command with the process's arguments and settings: its answer on stdout, one sentence on stderr when it fails.
 * Returns the exit code: 0 done, 1 failed, refused or found wanting, 2 wrong arguments or settings. Works beside a live server: on
 * SQLite it waits for the write lock up to five seconds.
 */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  command: CliCommand<Options>,
  around: Surroundings = PROCESS,
): Promise<number> {
  try {
    const given = parse(command, around.args);
    if (given === 'help') {
      around.stdout(`${command.help.trim()}\n`);
      return 0;
    }
    const config = readConfig(around.environment);
    const result = await withContext(command, config, (context) => command.run(context, given));
    if (result instanceof ReadableReport) {
      around.stdout(`${result.text}\n`);
      return result.ok ? 0 : 1;
    }
    around.stdout(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } catch (error) {
    around.stderr(`${command.name}: ${explain(error)}\n`);
    return isWrongInput(error) ? 2 : 1;
  }
}

/** Gives a command its types. */
export function defineCommand<const Options extends ParseArgsOptionsConfig>(
  command: CliCommand<Options>,
): CliCommand<Options> {
  return command;
}

/** The value of an option that must be there. Throws {@link UsageError}. */
export function requireOption(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${name} is missing; see --help.`);
  return value.trim();
}

/** Who acts and why: `--operator` (the machine's user by default) and `--reason`. Throws {@link UsageError}. */
export function operatorOf(values: {
  readonly operator?: string | undefined;
  readonly reason?: string | undefined;
}): Operator {
  return {
    operator: values.operator?.trim() ? values.operator.trim() : userInfo().username,
    reason: requireOption(values.reason, 'reason'),
  };
}

/** The options of every command that changes something. */
export const OPERATOR_OPTIONS = { operator: { type: 'string' }, reason: { type: 'string' } } as const;

function parse<Options extends ParseArgsOptionsConfig>(
  command: CliCommand<Options>,
  args: readonly string[],
): CommandArguments<Options> | 'help' {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  let given: CommandArguments<Options>;
  try {
    given = parseArgs({
      args: [...args],
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(`${sentence ?? ''}; see --help.`, { cause: error });
  }
  const extra = given.positionals[command.maxPositionals];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many; see --help.`);
  return given;
}

async function withContext<Options extends ParseArgsOptionsConfig, T>(
  command: CliCommand<Options>,
  config: Config,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const file = sqliteFileOf(config.databaseUrl, PROJECT_ROOT);
  if (command.isMigration !== true && file !== null && !existsSync(file))
    throw new ConfigError(`There is no database at ${file} yet: start the server once, or run db:migrate.`);
  const db = await openDatabase({ url: config.databaseUrl, root: PROJECT_ROOT });
  let deps: AuthDeps | undefined;
  try {
    if (command.isMigration !== true) {
      if ((await listPendingMigrations(db)).length > 0)
        throw new ConfigError('The database is not up to date: run db:migrate first.');
      await restoreClock(db);
    }
    return await work({
      config,
      db,
      deps: () => (deps ??= createDeps(config, db)),
    });
  } finally {
    // On PostgreSQL this also tells the servers what has changed.
    await deps?.events.close();
    await db.close();
  }
}

function createDeps(config: Config, db: Database): AuthDeps {
  // Errors are told once, as a sentence.
  const logger = createLogger({ logLevel: 'silent' });
  const limits = DEFAULT_LIMITS;
  return {
    config,
    db,
    logger,
    limits,
    events: createEventBus(db, logger),
    rateLimiter: createRateLimiter(limits.rates, { db }),
    passwordHasher: createPasswordHasher(limits),
  };
}

function isWrongInput(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    error instanceof ConfigError ||
    (error instanceof AppError && error.status === 400)
  );
}

function explain(error: unknown): string {
  if (error instanceof AppError && error.reason === 'VALIDATION_FAILED') {
    const fields = (error.details?.['fields'] ?? []) as readonly FieldProblem[];
    return `${fields.map(({ path, message }) => `${path} must be ${message}`).join('; ')}.`;
  }
  if (classifyDatabaseError(error) !== 'other')
    return 'The database is busy, full or cannot be reached; nothing was changed. Try again in a moment.';
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
