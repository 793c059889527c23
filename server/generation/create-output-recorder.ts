import type { ClaimedGeneration } from './claim-generations.ts';
import { createTextRecorder } from './create-text-recorder.ts';
import { ProviderError, type ProviderEvent } from './generation-provider.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import type { LeaseState } from './lease.ts';
import { IMAGE_EXTENSIONS } from './output-files.ts';
import { recordImage, recordProgress, recordText } from './record-output.ts';
import { retryWhileUnavailable } from './retry-while-unavailable.ts';
import { RunStopped } from './run-stopped.ts';

/** Progress is stored at most this often. */
const PROGRESS_INTERVAL_MS = 1_000;

/** Larger than any picture we ask for. */
const MAX_IMAGE_BYTES = 64 * 1_024 * 1_024;

/** Delivers what one run makes. */
export interface OutputRecorder {
  /** Takes one event. Throws RunStopped when the run has to end, ProviderError when the event makes no sense. */
  record(event: ProviderEvent): Promise<void>;
  /** Resolves once everything taken has been delivered. */
  complete(): Promise<void>;
  /** Resolves once nothing is under way; what was not delivered never will be. */
  stop(): Promise<void>;
  /** Images, or texts, that have reached the creator. */
  readonly delivered: number;
}

/** Delivers under the lease of `job`; `run` is aborted when storing in the background shows that it has to end. */
export function createOutputRecorder(
  deps: GenerationDeps,
  job: ClaimedGeneration,
  run: AbortController,
): OutputRecorder {
  const { db, logger, generation } = deps;
  const images = new Set<number>();
  let progress = 0;
  let progressStoredAt = performance.now();

  const announce = (): void =>
    deps.events.publish([{ userId: job.userId, topic: 'generations', id: job.id }]);
  const refuse = (state: Exclude<LeaseState, 'held'>): RunStopped => new RunStopped(state);

  const deliver = async (store: () => Promise<LeaseState>): Promise<LeaseState> => {
    try {
      const state = await retryWhileUnavailable(store);
      if (state === 'held') announce();
      return state;
    } catch (cause) {
      throw new RunStopped('storage', { cause });
    }
  };

  const text = createTextRecorder(
    (complete) => deliver(() => recordText(db, job, complete)),
    refuse,
    (error) => run.abort(error),
  );

  const recordImageEvent = async (event: Extract<ProviderEvent, { type: 'image' }>): Promise<void> => {
    if (job.kind !== 'IMAGE' || !isPlausible(event, job.count) || images.has(event.index))
      throw new ProviderError('PROVIDER_FAILED', { cause: new Error('an image that was not asked for') });
    const state = await deliver(() => recordImage(db, generation.files, job, event));
    if (state !== 'held') throw refuse(state);
    images.add(event.index);
  };

  const recordProgressEvent = async (value: number): Promise<void> => {
    const perMille = Math.floor(Math.min(Math.max(value, 0), 1) * 1_000);
    if (!(perMille > progress) || performance.now() - progressStoredAt < PROGRESS_INTERVAL_MS) return;
    progressStoredAt = performance.now();
    let state: LeaseState;
    try {
      state = await recordProgress(db, job, perMille);
    } catch (error) {
      // Progress is a courtesy: the work goes on without it.
      logger.warn({ err: error, generationId: job.id }, 'progress could not be stored');
      return;
    }
    if (state !== 'held') throw refuse(state);
    progress = perMille;
    announce();
  };

  return {
    record: async (event) => {
      switch (event.type) {
        case 'progress':
          return recordProgressEvent(event.progress);
        case 'text':
          if (job.kind !== 'TEXT')
            throw new ProviderError('PROVIDER_FAILED', { cause: new Error('a text that was not asked for') });
          text.append(event.delta);
          return;
        case 'image':
          return recordImageEvent(event);
      }
    },
    complete: () => text.flush(),
    stop: () => text.stop(),
    get delivered() {
      return job.kind === 'TEXT' ? Number(text.hasDelivered) : images.size;
    },
  };
}

function isPlausible(event: Extract<ProviderEvent, { type: 'image' }>, count: number): boolean {
  const isSize = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
  return (
    Number.isInteger(event.index) &&
    event.index >= 0 &&
    event.index < count &&
    Object.hasOwn(IMAGE_EXTENSIONS, event.mimeType) &&
    isSize(event.width) &&
    isSize(event.height) &&
    event.bytes.byteLength > 0 &&
    event.bytes.byteLength <= MAX_IMAGE_BYTES
  );
}
