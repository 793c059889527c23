import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS, errorMessage, type ErrorDetails, type Locale } from '../../shared/errors.ts';
import type { AppError } from '../platform/app-error.ts';
import { toAppError } from '../platform/to-app-error.ts';
import { readLocale } from './read-locale.ts';

/** How REST and every other plain HTTP answer says no (rest-v1.md, "Failure"). */
export interface ErrorEnvelope {
  readonly code: number;
  readonly message: string;
  readonly data: null;
  readonly reason: string;
  readonly details: ErrorDetails | null;
  readonly request_id: string;
}

/** Seconds after which a refused caller may try again, when the refusal does not know better. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** The envelope for a refusal; names of details are spelled the REST way. */
export function errorEnvelope(refusal: AppError, requestId: string, locale: Locale): ErrorEnvelope {
  return {
    code: refusal.status,
    message: errorMessage(refusal.reason, locale, refusal.details),
    data: null,
    reason: refusal.reason,
    details: refusal.details && spellDetails(refusal.details),
    request_id: requestId,
  };
}

/** `retryAfterSeconds` → `retry_after_seconds`; a dotted path of field names likewise. */
function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function spellDetails(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      toSnakeCase(name),
      name === 'fields' ? spellFields(value) : value,
    ]),
  );
}

function spellFields(fields: unknown): unknown {
  if (!Array.isArray(fields)) return fields;
  return (fields as { path: string }[]).map((field) => ({ ...field, path: toSnakeCase(field.path) }));
}

/** `Retry-After` in seconds for a refusal that time may heal; null for others. */
export function retryAfterSeconds(refusal: AppError): number | null {
  if (!ERRORS[refusal.reason].retryable) return null;
  const told = refusal.details?.['retryAfterSeconds'];
  return typeof told === 'number' && told > 0 ? Math.ceil(told) : DEFAULT_RETRY_AFTER_SECONDS;
}

/** Writes down what callers are not told: the cause of an INTERNAL or UNAVAILABLE answer. */
export function logRefusal(request: FastifyRequest, refusal: AppError): void {
  if (refusal.status < 500) return;
  const level = refusal.reason === 'INTERNAL' ? 'error' : 'warn';
  request.log[level]({ reason: refusal.reason, err: refusal.cause ?? refusal }, 'request failed');
}

/** Answers with the envelope for whatever was thrown; the text of an unexpected error stays here. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toAppError(error);
  logRefusal(request, refusal);
  return sendRefusal(refusal, request, reply);
}

function sendRefusal(refusal: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = readLocale(request.headers['accept-language']);
  const retryAfter = retryAfterSeconds(refusal);
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer');
  // Written out here because a route's own response schema does not describe how it fails.
  return reply
    .code(refusal.status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('content-language', locale)
    .header('vary', 'Accept-Language')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(errorEnvelope(refusal, request.id, locale));
}
