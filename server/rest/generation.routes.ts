import type { FastifyInstance } from 'fastify';
import { cancelGeneration } from '../generation/cancel-generation.ts';
import { getGeneration } from '../generation/get-generation.ts';
import { pageGenerations } from '../generation/page-generations.ts';
import { startGeneration } from '../generation/start-generation.ts';
import { GENERATION_EXAMPLE } from './examples.ts';
import { pageQuerySchema, pageSchema, toPage } from './fields.ts';
import { chooseGenerationId } from './choose-generation-id.ts';
import {
  generationParamsSchema,
  generationSchema,
  startGenerationBodySchema,
  toRestGeneration,
} from './generation.views.ts';
import { userRoute } from './rest-route.ts';

/** Starting generations, watching and cancelling them. */
export function registerGenerationRoutes(app: FastifyInstance): void {
  userRoute(app, {
    method: 'POST',
    url: '/generations',
    operationId: 'startGeneration',
    tag: 'generations',
    summary: 'Start a generation',
    body: startGenerationBodySchema,
    data: generationSchema,
    example: GENERATION_EXAMPLE,
    reasons: ['INSUFFICIENT_CREDITS', 'TOO_MANY_GENERATIONS', 'NOT_FOUND'],
    takesIdempotencyKey: true,
    handle: async ({ context, actor, body, idempotencyKey, markReplayed }) => {
      const input = { ...body, id: body.id ?? chooseGenerationId(actor.userId, idempotencyKey) };
      const { generation, replayed } = await startGeneration(context.services, actor, input);
      markReplayed(replayed);
      return toRestGeneration(generation, context.locale);
    },
  });

  userRoute(app, {
    method: 'GET',
    url: '/generations',
    operationId: 'pageGenerations',
    tag: 'generations',
    summary: 'Generations, newest first',
    query: pageQuerySchema,
    data: pageSchema(generationSchema),
    example: { items: [GENERATION_EXAMPLE], total: 1, skip: 0, limit: 20 },
    handle: async ({ context, actor, query }) =>
      toPage(await pageGenerations(context.services, actor, query), (view) =>
        toRestGeneration(view, context.locale),
      ),
  });

  userRoute(app, {
    method: 'GET',
    url: '/generations/:id',
    operationId: 'getGeneration',
    tag: 'generations',
    summary: 'One generation',
    params: generationParamsSchema,
    data: generationSchema,
    example: GENERATION_EXAMPLE,
    reasons: ['NOT_FOUND'],
    handle: async ({ context, actor, params }) =>
      toRestGeneration(await getGeneration(context.services, actor, params), context.locale),
  });

  userRoute(app, {
    method: 'POST',
    url: '/generations/:id/cancel',
    operationId: 'cancelGeneration',
    tag: 'generations',
    summary: 'Cancel a generation; what was not delivered is given back',
    params: generationParamsSchema,
    data: generationSchema,
    example: { ...GENERATION_EXAMPLE, status: 'CANCELLED' },
    reasons: ['NOT_FOUND'],
    handle: async ({ context, actor, params }) =>
      toRestGeneration(await cancelGeneration(context.services, actor, params), context.locale),
  });
}
