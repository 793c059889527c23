import { ConfigError } from '../platform/config.ts';

/** Why an embedded database cannot be used although it can be reached. */
export type DatabaseRefusalReason = 'IN_USE' | 'NEWER_DATABASE' | 'BACKUP_FAILED';

/** A database file that stops the start; the message is one sentence, `reason` its stable word. */
export class DatabaseRefusal extends ConfigError {
  readonly reason: DatabaseRefusalReason;

  constructor(reason: DatabaseRefusalReason, message: string, options?: ErrorOptions) {
    super(message);
    this.name = 'DatabaseRefusal';
    this.reason = reason;
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}
