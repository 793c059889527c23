import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idempotencyKeySchema } from '../../shared/contracts/common.ts';
import type { ErrorReason } from '../../shared/errors.ts';
import type { RequestContext } from '../app-context.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { successSchema } from './fields.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; set for every REST request before its route runs. */
    restContext: RequestContext | null;
  }
  interface FastifyContextConfig {
    /** What the OpenAPI document says about the operation beyond its schemas. */
    rest?: RestOperation;
    isMethodGuard?: boolean;
  }
}

/** What is known of an operation beside its schemas. */
export interface RestOperation {
  readonly operationId: string;
  readonly access: 'public' | 'user' | 'callback';
  /** Reasons of its own; those that any operation can give are added. */
  readonly reasons: readonly ErrorReason[];
  readonly takesIdempotencyKey: boolean;
  /** An answer's `data`, for the document. */
  readonly example: unknown;
}

/** One call, parsed and authorised. */
export interface RestCall<Params, Query, Body> {
  readonly context: RequestContext;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of the `Idempotency-Key` header; undefined when the caller sent none. */
  readonly idempotencyKey: string | undefined;
  /** Says in the answer whether it repeats an earlier one. */
  readonly markReplayed: (isReplay: boolean) => void;
}

interface RouteSettings<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Data extends z.ZodType,
> {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`. */
  readonly url: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly data: Data;
  readonly example: z.output<Data>;
  readonly reasons?: readonly ErrorReason[];
  readonly takesIdempotencyKey?: boolean;
}

type Call<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = RestCall<
  z.output<Params>,
  z.output<Query>,
  z.output<Body>
>;

/** A route for anybody. `access: 'callback'` counts against the callers' addresses by the rule for callbacks. */
export function publicRoute<
  Data extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  app: FastifyInstance,
  settings: RouteSettings<Params, Query, Body, Data> & {
    readonly access?: 'public' | 'callback';
    readonly handle: (call: Call<Params, Query, Body>) => Promise<z.output<Data>>;
  },
): void {
  addRoute(app, settings, settings.access ?? 'public', (call) =>
    settings.handle(call as Call<Params, Query, Body>),
  );
}

/** A route for a signed-in user; others are UNAUTHENTICATED before anything is parsed. */
export function userRoute<
  Data extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  app: FastifyInstance,
  settings: RouteSettings<Params, Query, Body, Data> & {
    readonly handle: (call: Call<Params, Query, Body> & { readonly actor: Actor }) => Promise<z.output<Data>>;
  },
): void {
  addRoute(app, settings, 'user', (call) => {
    const { actor } = call.context;
    if (!actor) throw new AppError('UNAUTHENTICATED');
    return settings.handle({ ...(call as Call<Params, Query, Body>), actor });
  });
}

const idempotencyHeadersSchema = z.object({ 'idempotency-key': idempotencyKeySchema.optional() });

function addRoute(
  app: FastifyInstance,
  settings: Omit<RouteSettings<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, 'example'> & {
    readonly example: unknown;
  },
  access: RestOperation['access'],
  handle: (call: RestCall<unknown, unknown, unknown>) => Promise<unknown>,
): void {
  const { method, url, operationId, tag, summary, params, query, body, data } = settings;
  const takesIdempotencyKey = settings.takesIdempotencyKey ?? false;
  app.route({
    method,
    url,
    schema: {
      operationId,
      tags: [tag],
      summary,
      security: access === 'user' ? [{ bearer: [] }] : [],
      ...(params && { params }),
      // A parameter nobody knows is a misspelled one.
      querystring: query ?? z.strictObject({}),
      ...(body && { body }),
      ...(takesIdempotencyKey && { headers: idempotencyHeadersSchema }),
      response: { 200: successSchema(data) },
    },
    config: {
      rest: {
        operationId,
        access,
        reasons: settings.reasons ?? [],
        takesIdempotencyKey,
        example: settings.example,
      },
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const context = request.restContext;
      if (!context) throw new Error('a REST route ran without its context');
      const answer = await handle({
        context,
        params: request.params,
        query: request.query,
        body: request.body,
        idempotencyKey: takesIdempotencyKey
          ? (request.headers as { 'idempotency-key'?: string })['idempotency-key']
          : undefined,
        markReplayed: (isReplay) => {
          if (isReplay) reply.header('idempotent-replayed', 'true');
        },
      });
      return { code: 200, message: 'success', data: answer };
    },
  });
}
