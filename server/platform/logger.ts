import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { Config } from './config.ts';
import { describeError } from './describe-error.ts';

/** What log lines are written with. */
export type Logger = PinoLogger;

/** Names under which a secret could travel; their values never reach a line. */
const SECRET_PATHS = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'authorization',
  'cookie',
  'recoveryCode',
  'recoveryCodes',
];

/** Structured log lines (JSON), one per event, without secrets and without request bodies. */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const paths = SECRET_PATHS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]);
  return pino(
    {
      level: config.logLevel,
      base: null,
      redact: { paths, censor: '[hidden]' },
      serializers: { err: (error: unknown) => describeError(error) },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
}
