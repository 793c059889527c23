import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { ERRORS, errorMessage } from '../../shared/errors.ts';
import type { RequestContext } from '../app-context.ts';
import { AppError } from './app-error.ts';
import { deserializeInput } from './deserialize-input.ts';
import { toAppError } from './to-app-error.ts';

const t = initTRPC.context<RequestContext>().create({
  transformer: {
    input: { serialize: superjson.serialize, deserialize: deserializeInput },
    output: superjson,
  },
  isDev: false,
  sse: {
    maxDurationMs: 15 * 60_000,
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  errorFormatter: ({ shape, error, ctx }) => {
    const refusal = toAppError(error);
    return {
      code: shape.code,
      message: errorMessage(refusal.reason, ctx?.locale ?? 'zh-CN', refusal.details),
      // Named one by one: tRPC's own data holds the path and, in development, the stack.
      data: {
        reason: refusal.reason,
        details: refusal.details,
        httpStatus: refusal.status,
        retryable: ERRORS[refusal.reason].retryable,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
});

/** Turns whatever a command throws into a tRPC error of the right code; counts the call against its caller's limit. */
const guarded = t.procedure.use(async ({ ctx, next }) => {
  const { rateLimiter } = ctx.services;
  try {
    if (ctx.actor) await rateLimiter.consume('callsPerUser', ctx.actor.userId);
    else await rateLimiter.consume('anonymousPerAddress', ctx.address);
  } catch (error) {
    throw toTrpcError(error);
  }
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

function toTrpcError(error: unknown): TRPCError {
  const refusal = toAppError(error);
  return new TRPCError({ code: ERRORS[refusal.reason].trpc, message: refusal.reason, cause: refusal });
}

/** Builds a router of procedures. */
export const router = t.router;
/** Puts the procedures of several routers side by side. */
export const mergeRouters = t.mergeRouters;
/** Calls procedures without HTTP; for tests. */
export const createCallerFactory = t.createCallerFactory;

/** For anybody. */
export const publicProcedure = guarded;

/** For a signed-in user: `ctx.actor` is set, others are refused with UNAUTHENTICATED. */
export const userProcedure = guarded.use(({ ctx, next }) => {
  if (!ctx.actor) throw toTrpcError(new AppError('UNAUTHENTICATED'));
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});
