import type { GenerationOutputView, GenerationView, ReceiptView } from '../../shared/contracts/generation.ts';
import type { GenerationModel, GenerationOutputModel } from './generation.model.ts';
import { IMAGE_EXTENSIONS, type ImageMimeType } from './output-files.ts';

/** What a view of a generation is made from; a stored row has all of it. */
export type GenerationRecord = Pick<
  GenerationModel,
  | 'id'
  | 'kind'
  | 'prompt'
  | 'options'
  | 'count'
  | 'model'
  | 'status'
  | 'coveredByMembership'
  | 'costCredits'
  | 'settledCredits'
  | 'progress'
  | 'truncated'
  | 'errorReason'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
>;

/** What a view of an output is made from. */
export type OutputRecord = Pick<
  GenerationOutputModel,
  'generationId' | 'outputIndex' | 'mimeType' | 'width' | 'height' | 'text' | 'fileKey'
>;

/** A generation as its creator sees it. */
export function presentGeneration(
  record: GenerationRecord,
  outputs: readonly OutputRecord[],
): GenerationView {
  return {
    id: record.id,
    kind: record.kind,
    prompt: record.prompt,
    options: record.options,
    count: record.count,
    model: record.model,
    status: record.status,
    progress: record.progress / 1_000,
    truncated: record.truncated,
    error: record.errorReason === null ? null : { reason: record.errorReason },
    outputs: outputs.map(presentOutput),
    receipt: presentReceipt(record),
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
  };
}

/** What it cost: until it has ended nothing has been given back. */
export function presentReceipt(
  record: Pick<GenerationRecord, 'coveredByMembership' | 'costCredits' | 'settledCredits' | 'finishedAt'>,
): ReceiptView {
  if (record.coveredByMembership) return { status: 'COVERED_BY_MEMBERSHIP', credits: 0, refunded: 0 };
  const credits = record.costCredits;
  const refunded = record.finishedAt === null ? 0 : credits - record.settledCredits;
  const status = refunded === 0 ? 'CHARGED' : refunded === credits ? 'REFUNDED' : 'PARTLY_REFUNDED';
  return { status, credits, refunded };
}

/** The last part of the address of an image's file: `<index>.<extension>`. */
export function outputFileName(output: Pick<OutputRecord, 'outputIndex' | 'mimeType'>): string {
  return `${output.outputIndex}.${IMAGE_EXTENSIONS[output.mimeType as ImageMimeType]}`;
}

function presentOutput(output: OutputRecord): GenerationOutputView {
  return {
    index: output.outputIndex,
    mimeType: output.mimeType,
    width: output.width,
    height: output.height,
    url:
      output.fileKey === null ? null : `/files/generations/${output.generationId}/${outputFileName(output)}`,
    text: output.text,
  };
}
