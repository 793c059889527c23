import { z } from 'zod';
import { limitSchema, skipLimitSchema, uuidSchema } from './common.ts';

/** What can be made. */
export const GENERATION_KINDS = ['IMAGE', 'TEXT'] as const;
/** One of {@link GENERATION_KINDS}. */
export const generationKindSchema = z.enum(GENERATION_KINDS);
export type GenerationKind = z.infer<typeof generationKindSchema>;

/** `QUEUED → RUNNING → SUCCEEDED | FAILED | CANCELLED`. */
export const GENERATION_STATUSES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

/** Shapes an image can be asked in. */
export const IMAGE_SIZES = ['square', 'landscape', 'portrait'] as const;
export type ImageSize = (typeof IMAGE_SIZES)[number];

/** Settings a creator may choose; the same seed and prompt give the same picture where the model can. */
export const generationOptionsSchema = z.strictObject({
  size: z.enum(IMAGE_SIZES).optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
});
export type GenerationOptions = z.infer<typeof generationOptionsSchema>;

/** Characters a prompt may have. */
export const PROMPT_MAX_LENGTH = 4_000;

/** `id` is made once by the client (best a UUID v7) and kept over retries: it is the request's idempotency key. */
export const startGenerationInput = z
  .strictObject({
    id: uuidSchema,
    kind: generationKindSchema,
    prompt: z
      .string()
      .trim()
      .min(1)
      .max(PROMPT_MAX_LENGTH)
      // PostgreSQL cannot store U+0000, and half a surrogate pair is no character.
      .refine((text) => text.isWellFormed() && !text.includes('\0')),
    count: z.int().min(1).max(4).default(1),
    options: generationOptionsSchema.default({}),
  })
  .refine((input) => input.kind === 'IMAGE' || input.count === 1, { path: ['count'] });
export type StartGenerationInput = z.infer<typeof startGenerationInput>;

/** Names one generation. */
export const generationIdInput = z.strictObject({ id: uuidSchema });
export type GenerationIdInput = z.infer<typeof generationIdInput>;

/** Own generations by offset, newest first. */
export const pageGenerationsInput = skipLimitSchema;

/** Own generations by cursor, newest first, of one kind or status if wanted. */
export const listGenerationsInput = z.strictObject({
  kind: generationKindSchema.optional(),
  status: z.enum(GENERATION_STATUSES).optional(),
  cursor: z
    .string()
    .max(80)
    .regex(/^\d{1,16}\.[0-9a-f-]{36}$/)
    .nullish(),
  limit: limitSchema,
});
export type ListGenerationsInput = z.infer<typeof listGenerationsInput>;

/** Why a generation has no (further) result. */
export const GENERATION_FAILURE_REASONS = [
  'PROVIDER_FAILED',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_TIMEOUT',
  'PROMPT_REJECTED',
  'INTERRUPTED',
] as const;
export type GenerationFailureReason = (typeof GENERATION_FAILURE_REASONS)[number];

/** The sentence for a failure; every one says what happened to the credits is on the receipt. */
export const GENERATION_FAILURE_MESSAGES: Record<GenerationFailureReason, { 'zh-CN': string; en: string }> = {
  PROVIDER_FAILED: {
    'zh-CN': '这次创作没有成功，可以再试一次。',
    en: 'This one did not work out. You can try again.',
  },
  PROVIDER_UNAVAILABLE: {
    'zh-CN': '创作服务暂时不可用，请稍后再试。',
    en: 'The AI service is not available right now. Please try again later.',
  },
  PROVIDER_TIMEOUT: {
    'zh-CN': '创作服务太久没有回应，可以再试一次。',
    en: 'The AI service took too long to answer. You can try again.',
  },
  PROMPT_REJECTED: {
    'zh-CN': '提示词未被接受，请修改后再试。',
    en: 'The prompt was not accepted. Please change it and try again.',
  },
  INTERRUPTED: { 'zh-CN': '创作被中断，可以再试一次。', en: 'The work was interrupted. You can try again.' },
};

/** What a generation cost in the end. */
export const RECEIPT_STATUSES = ['CHARGED', 'PARTLY_REFUNDED', 'REFUNDED', 'COVERED_BY_MEMBERSHIP'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/** What was taken for a generation and what was given back. */
export interface ReceiptView {
  status: ReceiptStatus;
  /** Credits taken at the start. */
  credits: number;
  /** Credits given back since. */
  refunded: number;
}

/** One thing a generation made: a file or a text, never both. */
export interface GenerationOutputView {
  index: number;
  mimeType: string;
  width: number | null;
  height: number | null;
  /** Same-origin path of the file; null for a text. */
  url: string | null;
  text: string | null;
}

/** A generation as its owner sees it. */
export interface GenerationView {
  id: string;
  kind: GenerationKind;
  prompt: string;
  options: GenerationOptions;
  count: number;
  model: string;
  status: GenerationStatus;
  /** 0 to 1. */
  progress: number;
  /** A text that ends early because it was cancelled while being written. */
  truncated: boolean;
  error: { reason: GenerationFailureReason } | null;
  outputs: GenerationOutputView[];
  receipt: ReceiptView;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}
