import type { GenerationEnd } from './apply-finish-generations.ts';
import type { ClaimedGeneration } from './claim-generations.ts';
import { createOutputRecorder, type OutputRecorder } from './create-output-recorder.ts';
import { finishGeneration } from './finish-generation.ts';
import { ProviderError, type ProviderEvent } from './generation-provider.ts';
import type { GenerationDeps } from './generation-runtime.ts';
import { releaseGeneration } from './release-generation.ts';
import { retryWhileUnavailable } from './retry-while-unavailable.ts';
import { RunStopped } from './run-stopped.ts';

/** What the provider may take at most, in milliseconds. */
export interface RunOptions {
  readonly providerTimeoutMs: number;
}

/** How a run is to be written down: an end, back into the queue, or not at all. */
type Verdict = GenerationEnd | 'release' | 'lost';

/**
 * Makes one claimed generation: asks the provider, delivers what it sends, and writes the end with its refund.
 * `stop` is aborted with a {@link RunStopped}. Resolves when nothing of it is left to do here.
 */
export async function runGeneration(
  deps: GenerationDeps,
  job: ClaimedGeneration,
  stop: AbortSignal,
  options: RunOptions,
): Promise<void> {
  const run = new AbortController();
  const abort = (): void => run.abort(stop.reason);
  if (stop.aborted) abort();
  stop.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => run.abort(new RunStopped('timeout')), options.providerTimeoutMs);
  const output = createOutputRecorder(deps, job, run);
  try {
    const error = await makeOutputs(deps, job, output, run.signal);
    clearTimeout(timer);
    // A provider that has not noticed yet that nobody listens any more is told so.
    if (error !== null) run.abort(error);
    await output.stop();
    await writeVerdict(deps, job, judge(deps, job, output, error), output.delivered);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

/** Null when the provider has delivered everything, otherwise what went wrong. */
async function makeOutputs(
  deps: GenerationDeps,
  job: ClaimedGeneration,
  output: OutputRecorder,
  signal: AbortSignal,
): Promise<unknown> {
  const { provider } = deps.generation;
  try {
    signal.throwIfAborted();
    if (!provider.kinds.includes(job.kind)) throw new ProviderError('PROVIDER_UNAVAILABLE');
    const request = {
      requestKey: `${job.id}.${job.leaseToken}`,
      kind: job.kind,
      prompt: job.prompt,
      count: job.count,
      options: job.options,
    };
    for await (const event of untilAborted(provider.generate(request, signal), signal)) {
      await output.record(event);
    }
    await output.complete();
    return null;
  } catch (error) {
    // Whatever a provider throws once it was told to stop, the reason for that is what counts.
    return signal.aborted ? signal.reason : error;
  }
}

/** The events of a provider until `signal` is aborted, even if the provider does not care. */
async function* untilAborted(
  events: AsyncIterable<ProviderEvent>,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent, void, undefined> {
  const iterator = events[Symbol.asyncIterator]();
  // One promise per event: racing each against one that lives as long as the run would never let go of any.
  let turnAway = (): void => undefined;
  const onAbort = (): void => turnAway();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const result = await new Promise<IteratorResult<ProviderEvent>>((resolve, reject) => {
        turnAway = () => reject(signal.reason as Error);
        iterator.next().then(resolve, reject);
      });
      if (result.done) return;
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a provider that hangs must not hold up the worker.
    void iterator.return?.().catch(() => undefined);
  }
}

function judge(
  deps: GenerationDeps,
  job: ClaimedGeneration,
  output: OutputRecorder,
  error: unknown,
): Verdict {
  if (error === null) {
    // A provider that is through and has sent nothing has failed, whatever it says.
    return output.delivered > 0 ? succeeded(false) : failed('PROVIDER_FAILED');
  }
  if (error instanceof RunStopped) {
    switch (error.reason) {
      case 'lost':
        return 'lost';
      case 'cancelled':
        return endAfterCancel(job, output.delivered);
      case 'timeout':
        return failed('PROVIDER_TIMEOUT');
      case 'shutdown':
        return 'release';
      case 'storage':
        deps.logger.error({ err: error.cause, generationId: job.id }, 'an output could not be stored');
        return failed('INTERRUPTED');
    }
  }
  const reason = error instanceof ProviderError ? error.reason : 'PROVIDER_FAILED';
  deps.logger.warn({ err: error, generationId: job.id, reason }, 'the provider failed');
  return failed(reason);
}

/** domain.md, "Generation": before the first output everything comes back; afterwards what was delivered is kept. */
function endAfterCancel(job: ClaimedGeneration, delivered: number): GenerationEnd {
  if (job.kind === 'TEXT' && delivered > 0) return succeeded(true);
  if (job.kind === 'IMAGE' && delivered === job.count) return succeeded(false);
  return { status: 'CANCELLED', errorReason: null, truncated: false };
}

function succeeded(truncated: boolean): GenerationEnd {
  return { status: 'SUCCEEDED', errorReason: null, truncated };
}

function failed(errorReason: NonNullable<GenerationEnd['errorReason']>): GenerationEnd {
  return { status: 'FAILED', errorReason, truncated: false };
}

async function writeVerdict(
  deps: GenerationDeps,
  job: ClaimedGeneration,
  verdict: Verdict,
  delivered: number,
): Promise<void> {
  let end = verdict;
  if (end === 'release') {
    const state = await retryWhileUnavailable(() => releaseGeneration(deps.db, job));
    if (state === 'held') {
      deps.events.publish([{ userId: job.userId, topic: 'generations', id: job.id }]);
      return;
    }
    if (state === 'delivered') end = failed('INTERRUPTED');
    else end = state === 'lost' ? 'lost' : endAfterCancel(job, delivered);
  }
  if (end !== 'lost') {
    const command = { userId: job.userId, id: job.id, condition: leasedBy(job), end };
    const outcome = await retryWhileUnavailable(() => finishGeneration(deps, command));
    if (outcome.status === 'finished') return;
  }
  deps.logger.warn({ generationId: job.id }, 'a generation was ended by somebody else');
}

function leasedBy(job: ClaimedGeneration): { readonly type: 'leased'; readonly leaseToken: string } {
  return { type: 'leased', leaseToken: job.leaseToken };
}
