import type { OpenAPIV3_1 } from 'openapi-types';
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { ERRORS, type ErrorReason } from '../../shared/errors.ts';
import { errorEnvelope } from '../http/error-envelope.ts';
import { AppError } from '../platform/app-error.ts';
import type { RestOperation } from './rest-route.ts';

type Document = Partial<OpenAPIV3_1.Document>;

/** What the document says before any operation. */
export const OPENAPI_BASE: Document = {
  openapi: '3.1.0',
  info: {
    title: 'Creator Studio REST API',
    version: '1',
    description:
      'Credits, memberships, payments and generations of Creator Studio (创作者工作室). Every answer is an envelope: `code`, `message`, `data`. Failures add a stable `reason`. Messages follow `Accept-Language` (zh-CN or en).',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'auth', description: 'Accounts and sessions' },
    { name: 'credit', description: 'Balance, history, packages and recharging' },
    { name: 'membership', description: 'Plans and buying them' },
    { name: 'orders', description: 'Orders of either kind, and paying them' },
    { name: 'generations', description: 'Making things from prompts' },
  ],
  components: {
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        description: 'The token that register and login answer with.',
      },
    },
  },
};

const ALWAYS: readonly ErrorReason[] = [
  'VALIDATION_FAILED',
  'WRONG_HOST',
  'RATE_LIMITED',
  'INTERNAL',
  'UNAVAILABLE',
];
const WITH_BODY: readonly ErrorReason[] = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/** Adds to a generated document what the schemas cannot say: how each operation fails, and examples. */
export function completeOpenApi(
  input: Parameters<typeof jsonSchemaTransformObject>[0],
  operations: ReadonlyMap<string, RestOperation>,
): Document {
  const document = jsonSchemaTransformObject(input) as Document;
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of ['get', 'post'] as const) {
      const operation = path?.[method];
      const known = operations.get(operation?.operationId ?? '');
      if (operation && known) completeOperation(operation, known);
    }
  }
  dropUnusedSchemas(document);
  return document;
}

function completeOperation(operation: OpenAPIV3_1.OperationObject, known: RestOperation): void {
  const responses = (operation.responses ??= {});
  const success = responses['200'] as OpenAPIV3_1.ResponseObject;
  success.description = 'success';
  const content = success.content?.['application/json'];
  if (content) content.example = { code: 200, message: 'success', data: known.example };
  if (known.takesIdempotencyKey) {
    success.headers = {
      'Idempotent-Replayed': {
        description: '`true` when this repeats the answer of an earlier request with the same key',
        schema: { type: 'string', enum: ['true'] },
      },
    };
  }
  for (const [status, reasons] of groupByStatus(listReasons(operation, known))) {
    responses[status] = {
      description: reasons.join(', '),
      ...(status === '429' || status === '503' ? { headers: RETRY_AFTER } : {}),
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Error' },
          examples: Object.fromEntries(reasons.map((reason) => [reason, { value: exampleOf(reason) }])),
        },
      },
    };
  }
}

const RETRY_AFTER: Record<string, OpenAPIV3_1.HeaderObject> = {
  'Retry-After': { description: 'seconds', schema: { type: 'integer', minimum: 1 } },
};

function listReasons(operation: OpenAPIV3_1.OperationObject, known: RestOperation): ErrorReason[] {
  return [
    ...ALWAYS,
    ...(known.access === 'user' ? (['UNAUTHENTICATED'] as const) : []),
    ...(operation.requestBody ? WITH_BODY : []),
    ...(known.takesIdempotencyKey ? (['IDEMPOTENCY_MISMATCH'] as const) : []),
    ...known.reasons,
  ];
}

function groupByStatus(reasons: readonly ErrorReason[]): [string, ErrorReason[]][] {
  const groups = Object.groupBy(reasons, (reason) => String(ERRORS[reason].status));
  return Object.entries(groups).map(([status, group = []]) => [status, [...new Set(group)]]);
}

const EXAMPLE_DETAILS: Partial<Record<ErrorReason, Record<string, unknown>>> = {
  VALIDATION_FAILED: { fields: [{ path: 'price_id', code: 'invalid_type', message: 'Invalid input' }] },
  INSUFFICIENT_CREDITS: { required: 10, available: 4, shortfall: 6 },
  TOO_MANY_PENDING_ORDERS: { limit: 5 },
  TOO_MANY_GENERATIONS: { limit: 50 },
  RATE_LIMITED: { retryAfterSeconds: 12 },
};

function exampleOf(reason: ErrorReason): unknown {
  const refusal = new AppError(reason, EXAMPLE_DETAILS[reason] ?? null);
  return errorEnvelope(refusal, '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9', 'en');
}

/** Every registered schema is generated for input and for output; only those that are referred to are kept. */
function dropUnusedSchemas(document: Document): void {
  const schemas = document.components?.schemas;
  if (!schemas) return;
  const text = JSON.stringify(document);
  const used = Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  document.components = { ...document.components, schemas: Object.fromEntries(used) };
  // What only a dropped one referred to goes, too.
  if (used.length < Object.keys(schemas).length) dropUnusedSchemas(document);
}
