import { uuidSchema } from '../../shared/contracts/common.ts';
import type { Actor } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { defineGenerationOutput } from './generation.model.ts';
import { outputFileName } from './generation.presenter.ts';

/** A file that may be sent to its owner. */
export interface OutputFile {
  /** Absolute. */
  readonly path: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** A name to save it under. */
  readonly fileName: string;
}

/**
 * The file behind `/files/generations/<generationId>/<fileName>`, for its owner only. The path comes from the stored
 * row and never from the address. Throws NOT_FOUND for everything that is not exactly a file of the actor's.
 */
export async function openOutputFile(
  deps: Pick<GenerationDeps, 'db' | 'generation'>,
  actor: Actor,
  address: { readonly generationId: string; readonly fileName: string },
): Promise<OutputFile> {
  const generationId = uuidSchema.safeParse(address.generationId);
  const index = /^(0|[1-9]\d{0,2})\.[a-z]{3,4}$/.exec(address.fileName)?.[1];
  if (!generationId.success || index === undefined) throw new AppError('NOT_FOUND');
  const output = await deps.db.model(defineGenerationOutput).findOne({
    where: { userId: actor.userId, generationId: generationId.data, outputIndex: Number(index) },
  });
  if (!output?.fileKey || outputFileName(output) !== address.fileName) throw new AppError('NOT_FOUND');
  const { files } = deps.generation;
  const sizeBytes = await files.findSize(output.fileKey);
  if (sizeBytes === null) throw new AppError('NOT_FOUND');
  return {
    path: files.pathOf(output.fileKey),
    mimeType: output.mimeType,
    sizeBytes,
    fileName: `${output.generationId}-${outputFileName(output)}`,
  };
}
