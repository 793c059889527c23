import { z } from 'zod';
import { uuidSchema } from '../../shared/contracts/common.ts';
import {
  GENERATION_FAILURE_MESSAGES,
  GENERATION_FAILURE_REASONS,
  GENERATION_KINDS,
  GENERATION_STATUSES,
  generationOptionsSchema,
  IMAGE_SIZES,
  RECEIPT_STATUSES,
  startGenerationInput,
  type GenerationView,
} from '../../shared/contracts/generation.ts';
import type { Locale } from '../../shared/errors.ts';
import { countSchema, instantSchema, integerSchema, toInstant, uuidFieldSchema } from './fields.ts';

/** What starts a generation. */
export const startGenerationBodySchema = z
  .strictObject({
    id: uuidSchema.optional().meta({
      description: 'made once by the client, best a UUID v7, and kept over retries: the idempotency key',
    }),
    kind: startGenerationInput.shape.kind,
    prompt: startGenerationInput.shape.prompt,
    count: startGenerationInput.shape.count,
    options: generationOptionsSchema.default({}),
  })
  .refine((body) => body.kind === 'IMAGE' || body.count === 1, { path: ['count'] });

/** Which generation an address means. */
export const generationParamsSchema = z.strictObject({ id: uuidSchema });

/** A generation as REST shows it. */
export const generationSchema = z
  .strictObject({
    id: uuidFieldSchema,
    kind: z.enum(GENERATION_KINDS),
    prompt: z.string(),
    options: z.strictObject({ size: z.enum(IMAGE_SIZES).optional(), seed: integerSchema.optional() }),
    count: integerSchema,
    model: z.string(),
    status: z.enum(GENERATION_STATUSES),
    progress: z.number().min(0).max(1),
    truncated: z.boolean(),
    error: z.strictObject({ reason: z.enum(GENERATION_FAILURE_REASONS), message: z.string() }).nullable(),
    outputs: z.array(
      z.strictObject({
        index: integerSchema,
        mime_type: z.string(),
        width: integerSchema.nullable(),
        height: integerSchema.nullable(),
        url: z.string().nullable().meta({ description: 'a path of this server, for the owner only' }),
        text: z.string().nullable(),
      }),
    ),
    receipt: z.strictObject({
      status: z.enum(RECEIPT_STATUSES),
      credits: countSchema.meta({ description: 'taken at the start' }),
      refunded: countSchema.meta({ description: 'given back since' }),
    }),
    created_at: instantSchema,
    started_at: instantSchema.nullable(),
    finished_at: instantSchema.nullable(),
  })
  .meta({ id: 'Generation' });

/** A generation in REST names, its failure explained in `locale`. */
export function toRestGeneration(view: GenerationView, locale: Locale): z.output<typeof generationSchema> {
  return {
    id: view.id,
    kind: view.kind,
    prompt: view.prompt,
    options: {
      ...(view.options.size === undefined ? {} : { size: view.options.size }),
      ...(view.options.seed === undefined ? {} : { seed: view.options.seed }),
    },
    count: view.count,
    model: view.model,
    status: view.status,
    progress: view.progress,
    truncated: view.truncated,
    error: view.error && {
      reason: view.error.reason,
      message: GENERATION_FAILURE_MESSAGES[view.error.reason][locale],
    },
    outputs: view.outputs.map((output) => ({
      index: output.index,
      mime_type: output.mimeType,
      width: output.width,
      height: output.height,
      url: output.url,
      text: output.text,
    })),
    receipt: {
      status: view.receipt.status,
      credits: view.receipt.credits,
      refunded: view.receipt.refunded,
    },
    created_at: toInstant(view.createdAt),
    started_at: toInstant(view.startedAt),
    finished_at: toInstant(view.finishedAt),
  };
}
