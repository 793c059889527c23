import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { ErrorReason } from '../../shared/errors.ts';
import { classifyDatabaseError } from '../database/database-errors.ts';
import { AppError, validationError, type FieldProblem } from './app-error.ts';

const REASON_BY_STATUS: Record<number, ErrorReason> = {
  400: 'VALIDATION_FAILED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'VALIDATION_FAILED',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  416: 'RANGE_NOT_SATISFIABLE',
  429: 'RATE_LIMITED',
  431: 'VALIDATION_FAILED',
  503: 'UNAVAILABLE',
};

const REASON_BY_TRPC: Partial<Record<TRPCError['code'], ErrorReason>> = {
  PARSE_ERROR: 'VALIDATION_FAILED',
  BAD_REQUEST: 'VALIDATION_FAILED',
  UNAUTHORIZED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'METHOD_NOT_ALLOWED',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};

/**
 * The refusal a caller is told for anything that was thrown. What is not meant for callers becomes INTERNAL, or
 * UNAVAILABLE when the database is busy, full or away; the original is kept as `cause` for the log.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return validationError(fieldProblems(error));
  if (error instanceof TRPCError) {
    // `cause` is always set by tRPC when something else was thrown; a ZodError is a rejected input.
    if (error.cause instanceof AppError || error.cause instanceof ZodError) return toAppError(error.cause);
    const reason = REASON_BY_TRPC[error.code];
    if (reason) return new AppError(reason, null, { cause: error });
    return error.cause ? toAppError(error.cause) : new AppError('INTERNAL', null, { cause: error });
  }
  if (['unavailable', 'connection-lost', 'conflict'].includes(classifyDatabaseError(error))) {
    return new AppError('UNAVAILABLE', null, { cause: error });
  }
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  const reason =
    REASON_BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'VALIDATION_FAILED' : 'INTERNAL');
  return new AppError(reason, null, { cause: error });
}

/** A caller who sends thousands of unknown fields is told about the first ones only: the answer must not outgrow the question. */
export const MAX_FIELD_PROBLEMS = 100;
const MAX_PATH_LENGTH = 100;
const MAX_MESSAGE_LENGTH = 300;

/** Every failing field (the first hundred): `path` is dotted, and empty when the input as a whole is wrong. */
export function fieldProblems(error: ZodError): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const issue of error.issues) {
    const message = issue.message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed();
    // An unknown key is a problem of that key, not of the object around it.
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    for (const key of keys.slice(0, MAX_FIELD_PROBLEMS - problems.length)) {
      const path = [...issue.path, ...(key === null ? [] : [key])].join('.');
      problems.push({ path: path.slice(0, MAX_PATH_LENGTH).toWellFormed(), code: issue.code, message });
    }
  }
  return problems;
}
