import { ERRORS, errorMessage, type ErrorDetails, type ErrorReason } from '../../shared/errors.ts';

/** A refusal the caller is told about: a reason of the one table and the facts that go with it. Nothing was written. */
export class AppError extends Error {
  readonly reason: ErrorReason;
  readonly details: ErrorDetails | null;

  /** `options.cause` is logged, never shown. */
  constructor(reason: ErrorReason, details: ErrorDetails | null = null, options?: ErrorOptions) {
    super(errorMessage(reason, 'en', details), options);
    this.name = 'AppError';
    this.reason = reason;
    this.details = details;
  }

  get status(): number {
    return ERRORS[this.reason].status;
  }
}

/** One failing field of an input: where, and what is wrong with it (zod's issue code and message). */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal that names every failing field. */
export function validationError(fields: readonly FieldProblem[]): AppError {
  return new AppError('VALIDATION_FAILED', { fields });
}
