import { setTimeout as delay } from 'node:timers/promises';
import {
  ProviderError,
  type GenerationProvider,
  type ProviderEvent,
  type ProviderRequest,
} from '../generation-provider.ts';
import { composeText, splitCharacters } from './compose-text.ts';
import { readMarkers, type Markers } from './read-markers.ts';
import { createRenderThread, type RenderThread } from './render-thread.ts';

/** Settings of the demo. */
export interface DemoProviderOptions {
  /** Scales the deliberate waiting: 1 takes a second or two a job, 0 does not wait. */
  readonly pace?: number;
}

const STEPS = 8;
const STEP_MS = 150;
const SLOW_STEPS = 40;
const SLOW_STEP_MS = 500;
const TEXT_PIECES = 12;

/**
 * The embedded provider, which needs no key: from a prompt it draws a picture or writes a few sentences, the same
 * for the same prompt and seed, labelled as a demonstration. Markers in the prompt make it fail on purpose.
 */
export function createDemoProvider({ pace = 1 }: DemoProviderOptions = {}): GenerationProvider {
  const thread = createRenderThread();
  return {
    model: 'demo',
    kinds: ['IMAGE', 'TEXT'],
    generate: (request, signal) => generate(request, signal, thread, pace),
    close: () => thread.close(),
  };
}

async function* generate(
  request: ProviderRequest,
  signal: AbortSignal,
  thread: RenderThread,
  pace: number,
): AsyncGenerator<ProviderEvent> {
  signal.throwIfAborted();
  const markers = readMarkers(request.prompt);
  if (markers.reject) throw new ProviderError('PROMPT_REJECTED');
  const [steps, stepMs] = markers.slow ? [SLOW_STEPS, SLOW_STEP_MS * pace] : [STEPS, STEP_MS * pace];
  for (let step = 1; step <= steps; step += 1) {
    await wait(stepMs, signal);
    // What is still to come after thinking is the delivery.
    yield { type: 'progress', progress: (step / steps) * 0.8 };
    if (markers.fail && step === steps / 2) throw new ProviderError('PROVIDER_FAILED');
  }
  if (request.kind === 'TEXT') yield* write(request, markers, signal, stepMs);
  else yield* draw(request, markers, signal, thread);
}

async function* draw(
  { options, count }: ProviderRequest,
  { prompt, failLate }: Markers,
  signal: AbortSignal,
  thread: RenderThread,
): AsyncGenerator<ProviderEvent> {
  for (let index = 0; index < count; index += 1) {
    const { width, height, bytes } = await thread.render(
      { prompt, seed: options.seed ?? null, index, size: options.size ?? 'square' },
      signal,
    );
    yield { type: 'image', index, mimeType: 'image/png', width, height, bytes };
    if (failLate) throw new ProviderError('PROVIDER_FAILED');
  }
}

async function* write(
  { options }: ProviderRequest,
  { prompt, failLate }: Markers,
  signal: AbortSignal,
  stepMs: number,
): AsyncGenerator<ProviderEvent> {
  const characters = splitCharacters(composeText(prompt, options.seed ?? null));
  const pieceLength = Math.ceil(characters.length / TEXT_PIECES);
  for (let start = 0; start < characters.length; start += pieceLength) {
    await wait(stepMs / 4, signal);
    yield { type: 'text', delta: characters.slice(start, start + pieceLength).join('') };
    yield { type: 'progress', progress: 0.8 + 0.2 * Math.min(1, (start + pieceLength) / characters.length) };
    if (failLate) throw new ProviderError('PROVIDER_FAILED');
  }
}

/** Waits, and throws the signal's own reason rather than the timer's when it is aborted. */
async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
