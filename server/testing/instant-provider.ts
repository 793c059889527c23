import { ProviderError, type GenerationProvider } from '../generation/generation-provider.ts';

/** Bytes that are no picture but can be told apart: 0, 1, 2, … */
const BYTES = Uint8Array.from({ length: 1_000 }, (_, i) => i % 251);

/** A provider that delivers at once; a prompt with `[fail]` fails and one with `[wait]` waits until it is stopped. */
export function createInstantProvider(): GenerationProvider {
  return {
    model: 'instant',
    kinds: ['IMAGE', 'TEXT'],
    async *generate(request, signal) {
      if (request.prompt.includes('[fail]')) throw new ProviderError('PROVIDER_FAILED');
      yield { type: 'progress', progress: 0.5 };
      if (request.prompt.includes('[wait]')) await aborted(signal);
      if (request.kind === 'TEXT') yield { type: 'text', delta: `about ${request.prompt}` };
      for (let index = 0; request.kind === 'IMAGE' && index < request.count; index += 1) {
        yield { type: 'image', index, mimeType: 'image/png', width: 20, height: 50, bytes: BYTES };
      }
    },
    close: () => Promise.resolve(),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
