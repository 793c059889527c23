import { afterEach, expect, it } from 'vitest';
import { ProviderError } from '../generation-provider.ts';
import type { PictureRequest } from './art/render-picture.ts';
import { createRenderThread, type RenderThread } from './render-thread.ts';

/** Stands in for the drawing: dies, fails or answers, as the prompt says. */
const STAND_IN = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ prompt }) => {
      if (prompt === 'die') process.exit(1);
      if (prompt === 'fail') parentPort.postMessage({ failure: 'no ink' });
      if (prompt === 'draw') parentPort.postMessage({ picture: { width: 1, height: 1, bytes: new Uint8Array(1) } });
    });`)}`,
);

let thread: RenderThread;
afterEach(() => thread.close());

const ask = (prompt: string, signal = new AbortController().signal) =>
  thread.render({ prompt, seed: null, index: 0, size: 'square' } satisfies PictureRequest, signal);

it('fails only the picture whose drawing failed or killed the thread, and draws the ones behind it', async () => {
  thread = createRenderThread(STAND_IN);
  const [first, dying, failing, last] = await Promise.allSettled([
    ask('draw'),
    ask('die'),
    ask('fail'),
    ask('draw'),
  ]);
  expect(first).toMatchObject({ status: 'fulfilled', value: { width: 1 } });
  expect(dying).toMatchObject({ reason: { reason: 'PROVIDER_FAILED' } });
  expect(failing).toMatchObject({ reason: { reason: 'PROVIDER_FAILED', cause: { message: 'no ink' } } });
  expect(last).toMatchObject({ status: 'fulfilled' });
});

it('lets go at once of an aborted picture, being drawn or waiting, and of all of them when it is closed', async () => {
  thread = createRenderThread(STAND_IN);
  const abort = new AbortController();
  const drawn = ask('never answered', abort.signal);
  const waiting = ask('die', abort.signal);
  abort.abort(new Error('enough'));
  await expect(drawn).rejects.toThrow('enough');
  await expect(waiting).rejects.toThrow('enough');
  const refused = expect(ask('draw')).rejects.toEqual(new ProviderError('PROVIDER_UNAVAILABLE'));
  await thread.close();
  await refused;
});
