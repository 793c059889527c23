import {
  generationIdInput,
  listGenerationsInput,
  pageGenerationsInput,
  startGenerationInput,
} from '../../shared/contracts/generation.ts';
import { router, userProcedure } from '../platform/trpc.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { deleteGeneration } from './delete-generation.ts';
import { getGeneration } from './get-generation.ts';
import { listGenerations } from './list-generations.ts';
import { pageGenerations } from './page-generations.ts';
import { startGeneration } from './start-generation.ts';

/** What a creator can do with generations. */
export const generationRouter = router({
  start: userProcedure
    .input(startGenerationInput)
    .mutation(async ({ ctx, input }) => (await startGeneration(ctx.services, ctx.actor, input)).generation),
  get: userProcedure
    .input(generationIdInput)
    .query(({ ctx, input }) => getGeneration(ctx.services, ctx.actor, input)),
  list: userProcedure
    .input(listGenerationsInput)
    .query(({ ctx, input }) => listGenerations(ctx.services, ctx.actor, input)),
  page: userProcedure
    .input(pageGenerationsInput)
    .query(({ ctx, input }) => pageGenerations(ctx.services, ctx.actor, input)),
  cancel: userProcedure
    .input(generationIdInput)
    .mutation(({ ctx, input }) => cancelGeneration(ctx.services, ctx.actor, input)),
  delete: userProcedure
    .input(generationIdInput)
    .mutation(({ ctx, input }) => deleteGeneration(ctx.services, ctx.actor, input)),
});
