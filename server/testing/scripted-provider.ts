import type {
  GenerationProvider,
  ProviderEvent,
  ProviderRequest,
} from '../generation/generation-provider.ts';

/** One call of the provider, played by the test. */
export interface ScriptedRun {
  readonly request: ProviderRequest;
  readonly signal: AbortSignal;
  /** Resolves once the event has been dealt with: the worker asks for the next one, or has turned away. */
  send(event: ProviderEvent): Promise<void>;
  /** The work is complete. */
  finish(): void;
  fail(error: unknown): void;
  /** Resolves when the provider is told to stop. */
  aborted(): Promise<void>;
}

/** A provider that does what the test says, when it says so; nothing in it waits for time to pass. */
export interface ScriptedProvider extends GenerationProvider {
  /** The next call that no test has taken yet. */
  nextRun(): Promise<ScriptedRun>;
  /** Calls so far. */
  readonly calls: number;
}

/** Creates a provider of images and texts. A deaf one goes on when it is told to stop. */
export function createScriptedProvider(options: { deaf?: boolean } = {}): ScriptedProvider {
  const untaken: ScriptedRun[] = [];
  const waiting: ((run: ScriptedRun) => void)[] = [];
  let calls = 0;
  return {
    model: 'scripted',
    kinds: ['IMAGE', 'TEXT'],
    get calls() {
      return calls;
    },
    nextRun: () => {
      const run = untaken.shift();
      return run ? Promise.resolve(run) : new Promise((resolve) => waiting.push(resolve));
    },
    generate: (request, signal) => {
      calls += 1;
      const { run, events } = createRun(request, signal, options.deaf ?? false);
      const taker = waiting.shift();
      if (taker) taker(run);
      else untaken.push(run);
      return events;
    },
    close: () => Promise.resolve(),
  };
}

/** A picture of one index; its bytes name it. */
export function scriptedImage(index: number): Extract<ProviderEvent, { type: 'image' }> {
  return {
    type: 'image',
    index,
    mimeType: 'image/png',
    width: 8,
    height: 8,
    bytes: Buffer.from(`picture ${index}`),
  };
}

type Step = { event: ProviderEvent; taken: () => void } | { end: true } | { error: unknown };

function createRun(
  request: ProviderRequest,
  signal: AbortSignal,
  deaf: boolean,
): { run: ScriptedRun; events: AsyncIterable<ProviderEvent> } {
  const steps: Step[] = [];
  let wake = (): void => undefined;
  let left = false;
  const push = (step: Step): void => {
    steps.push(step);
    wake();
  };
  if (!deaf) signal.addEventListener('abort', () => push({ error: signal.reason }), { once: true });

  async function* play(): AsyncGenerator<ProviderEvent, void, undefined> {
    try {
      for (;;) {
        const step = steps.shift();
        if (!step) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        if ('error' in step) throw step.error;
        if ('end' in step) return;
        try {
          yield step.event;
        } finally {
          step.taken();
        }
      }
    } finally {
      left = true;
      for (const step of steps) if ('event' in step) step.taken();
    }
  }

  const run: ScriptedRun = {
    request,
    signal,
    send: (event) => (left ? Promise.resolve() : new Promise((taken) => push({ event, taken }))),
    finish: () => push({ end: true }),
    fail: (error) => push({ error }),
    aborted: () =>
      signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  };
  return { run, events: play() };
}
