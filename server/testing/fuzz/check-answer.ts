import { z } from 'zod';
import { ERRORS, type ErrorReason } from '../../../shared/errors.ts';
import { PROJECT_ROOT } from '../../platform/config.ts';
import type { FuzzCase } from './fuzz-case.ts';

/** An answer that has arrived, or the beginning of a stream. */
export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Longer than any refusal needs to be, however much was asked. */
const REFUSAL_MAX_LENGTH = 65_536;

/** What only our side of the wire can know; nothing that is sent (nasty-values.ts) looks like it. */
const LEAKS: readonly RegExp[] = [
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|WHERE|ON CONFLICT)\b/,
  /SQLITE|sequelize|postgres|constraint|relation "|syntax error at|invalid byte sequence|query_only/i,
  /node_modules|\.[mc]?[jt]s:\d|\bat [\w.<>]+ \(|node:internal|\n\s+at /,
  /\b(Type|Range|Reference|Syntax|TRPC|Zod|Database|Eval|URI|Fastify)Error\b|FST_|ERR_[A-Z]|ECONN|ENOENT|EACCES/,
  /argon2|password_hash|token_sha256|code_sha256/,
  new RegExp(PROJECT_ROOT.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')),
  /\/tmp\/studio-test-/,
];

const detailsSchema = z.record(z.string(), z.unknown()).nullable();

const restRefusal = z.strictObject({
  code: z.int(),
  message: z.string().min(1),
  data: z.null(),
  reason: z.string(),
  details: detailsSchema,
  request_id: z.string().min(8),
});

const trpcRefusal = z.strictObject({
  message: z.string().min(1),
  code: z.int(),
  data: z.strictObject({
    reason: z.string(),
    details: detailsSchema,
    httpStatus: z.int(),
    retryable: z.boolean(),
    requestId: z.string().min(8).nullable(),
  }),
});

const fieldsSchema = z
  .array(z.strictObject({ path: z.string().max(100), code: z.string(), message: z.string().min(1).max(300) }))
  .min(1)
  .max(100);

/** What is wrong with an answer; empty when nothing is. */
export function findFaults(sent: FuzzCase, answer: FuzzAnswer): string[] {
  const faults: string[] = [];
  const { status, headers, body } = answer;
  if (status >= 500) faults.push(`a ${status}`);
  for (const leak of LEAKS) {
    const found = leak.exec(body)?.[0];
    if (found !== undefined && !isDocument(sent)) faults.push(`the body tells ${JSON.stringify(found)}`);
  }
  for (const name of ['x-content-type-options', 'content-security-policy', 'cache-control', 'x-request-id'])
    if (headers[name] === undefined) faults.push(`no ${name}`);
  if (status < 400 || sent.method === 'HEAD') return faults;
  if (body.length > REFUSAL_MAX_LENGTH) faults.push(`a refusal of ${body.length} characters`);
  if (headers['set-cookie'] !== undefined) faults.push('a refusal that sets a cookie');
  try {
    if (String(headers['content-type']).startsWith('application/json'))
      for (const refusal of readRefusals(sent, JSON.parse(body), status))
        faults.push(...checkRefusal(sent, refusal));
    else faults.push(`a refusal of type ${String(headers['content-type'])}`);
  } catch (error) {
    faults.push(`no envelope: ${error instanceof Error ? error.message : 'no error'}`);
  }
  return faults;
}

/** The reasons that an answer gives; none when it is a success. */
export function listReasons(sent: FuzzCase, answer: FuzzAnswer): string[] {
  try {
    return readRefusals(sent, JSON.parse(answer.body), answer.status).map(({ reason }) => reason);
  } catch {
    return [];
  }
}

interface Refusal {
  readonly reason: string;
  readonly status: number;
  readonly details: Record<string, unknown> | null;
}

function readRefusals(sent: FuzzCase, body: unknown, status: number): Refusal[] {
  if (!isTrpc(body)) {
    const { code, reason, details } = restRefusal.parse(body);
    if (code !== status) throw new Error(`it says ${code} and is ${status}`);
    return [{ reason, status: code, details }];
  }
  const refusals = [body].flat().flatMap((one) => {
    const { error } = one as { error?: { json?: unknown } };
    if (error === undefined) return [];
    const { data } = trpcRefusal.parse(error.json);
    return [{ reason: data.reason, status: data.httpStatus, details: data.details }];
  });
  if (refusals.length === 0) throw new Error(`a ${status} of ${sent.target} without a reason`);
  return refusals;
}

function checkRefusal(sent: FuzzCase, { reason, status, details }: Refusal): string[] {
  const rule = ERRORS[reason as ErrorReason] as (typeof ERRORS)[ErrorReason] | undefined;
  if (rule === undefined) return [`the unknown reason ${reason}`];
  const faults = rule.status === status ? [] : [`${reason} with ${status}`];
  if (reason !== 'VALIDATION_FAILED') return faults;
  if (details === null) return sent.isReadable ? [...faults, 'fields that are not named'] : faults;
  const fields = fieldsSchema.safeParse(details['fields']);
  return fields.success ? faults : [...faults, `fields ${JSON.stringify(details['fields']).slice(0, 200)}`];
}

function isTrpc(body: unknown): boolean {
  return (
    Array.isArray(body) ||
    (typeof body === 'object' && body !== null && ('error' in body || 'result' in body))
  );
}

/** Documents for developers may use the words of the trade. */
function isDocument({ url }: FuzzCase): boolean {
  return /^\/api\/(docs|v1\/openapi)/i.test(url);
}
