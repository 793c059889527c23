import { resolve } from 'node:path';
import { z } from 'zod';
import { PAYMENT_MODES } from '../../shared/contracts/orders.ts';

/** The project's root: where relative paths of the configuration start. */
export const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const integer = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(minimum).max(maximum));

const environmentSchema = z.object({
  PORT: integer(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((text) => new URL(text))
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((address) => address.trim())
        .filter(Boolean),
    )
    .default([]),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/)
    .default('sqlite:./data/studio.db'),
  DATA_DIR: z.string().min(1).default('./data'),
  WEB_DIR: z.string().min(1).default('./dist/web'),
  NODE_ENV: z.string().default('development'),
  PAYMENT_MODE: z.enum(PAYMENT_MODES).default('simulated'),
  ALLOW_SIMULATED_PAYMENTS: z.enum(['yes', 'no']).default('no'),
  ORDER_TTL_MINUTES: integer(1, 1_440).default(30),
  GENERATION_COST_CREDITS: integer(1, 1_000_000).default(10),
  BUSINESS_TIME_ZONE: z
    .string()
    .refine((zone) => {
      try {
        return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
      } catch {
        return false;
      }
    })
    .default('Asia/Shanghai'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

/** What each variable must be, for the sentence that a wrong one is answered with. */
const EXPECTED: Record<keyof z.input<typeof environmentSchema>, string> = {
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address or host name to listen on',
  PUBLIC_URL: 'the http(s) address users reach the service at',
  TRUST_PROXY: 'a comma-separated list of proxy addresses',
  DATABASE_URL: 'sqlite:<path> or postgres://…',
  DATA_DIR: 'a folder',
  WEB_DIR: 'a folder',
  NODE_ENV: 'a word such as production',
  PAYMENT_MODE: PAYMENT_MODES.join(', '),
  ALLOW_SIMULATED_PAYMENTS: 'yes or no',
  ORDER_TTL_MINUTES: 'whole minutes from 1 to 1440',
  GENERATION_COST_CREDITS: 'a whole number of credits from 1',
  BUSINESS_TIME_ZONE: 'an IANA time zone such as Asia/Shanghai',
  LOG_LEVEL: LOG_LEVELS.join(', '),
};

/** The settings of one server; absolute paths, parsed values. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL | null;
  readonly trustProxy: readonly string[];
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Where the built web app is; without one there only the interfaces are served. */
  readonly webDir: string;
  readonly isProduction: boolean;
  /** Part of the desktop app, whose shell alone can reach it: `createServer` demands a secret for it. */
  readonly isEmbedded: boolean;
  readonly paymentMode: (typeof PAYMENT_MODES)[number];
  readonly orderTtlMinutes: number;
  readonly generationCostCredits: number;
  readonly businessTimeZone: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** A setting that stops the start; the message is one sentence that names it. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/** How the server is being started. */
export interface StartMode {
  /** As a part of the desktop app: only on loopback, with SQLite, and only with a secret (see `createServer`). */
  readonly isEmbedded?: boolean;
}

/** Reads the settings from `environment` (the process's by default). Throws {@link ConfigError}. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  { isEmbedded = false }: StartMode = {},
): Config {
  // An empty value is how shells and compose files spell "unset".
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof EXPECTED;
    // An address with a slip in it still holds its password.
    const value = given[name]?.replace(/\/\/[^@]*@/, '//…@');
    throw new ConfigError(`${name} must be ${EXPECTED[name]}, but it is ${JSON.stringify(value)}.`);
  }
  const env = parsed.data;
  const config: Config = {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    trustProxy: env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL,
    dataDir: resolve(PROJECT_ROOT, env.DATA_DIR),
    webDir: resolve(PROJECT_ROOT, env.WEB_DIR),
    isProduction: env.NODE_ENV === 'production',
    isEmbedded,
    paymentMode: env.PAYMENT_MODE,
    orderTtlMinutes: env.ORDER_TTL_MINUTES,
    generationCostCredits: env.GENERATION_COST_CREDITS,
    businessTimeZone: env.BUSINESS_TIME_ZONE,
    logLevel: env.LOG_LEVEL,
  };
  if (isEmbedded) refuseExposedEmbedding(config);
  else if (env.ALLOW_SIMULATED_PAYMENTS !== 'yes') refuseExposedSimulation(config);
  return config;
}

/** Simulated payments give credits away, so they never start where strangers could reach them (domain.md, "Orders and payments"). */
function refuseExposedSimulation(config: Config): void {
  if (config.paymentMode !== 'simulated') return;
  const exposure = config.isProduction
    ? 'NODE_ENV is production'
    : config.publicUrl
      ? 'PUBLIC_URL is set'
      : isLoopback(config.host)
        ? null
        : `HOST ${config.host} is not a loopback address`;
  if (exposure === null) return;
  throw new ConfigError(
    `Payments are simulated and ${exposure}: anybody could give themselves credits. This version has no other payments; set ALLOW_SIMULATED_PAYMENTS=yes if that is what you want.`,
  );
}

/**
 * A part of the desktop app may simulate payments wherever it is installed, because strangers do not know its secret;
 * for that very reason it never listens to them.
 */
function refuseExposedEmbedding(config: Config): void {
  const isOwn = isLoopback(config.host) && config.publicUrl === null && config.trustProxy.length === 0;
  if (isOwn && config.databaseUrl.startsWith('sqlite:')) return;
  throw new ConfigError('A server in the desktop app listens on loopback only and keeps its data in SQLite.');
}

/** Whether `host` can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
