import { Worker } from 'node:worker_threads';
import type { PictureRequest } from './art/render-picture.ts';
import type { RenderAnswer, RenderJob } from './render-worker.ts';

/** Draws away from the main thread, which has requests to answer. */
export interface RenderThread {
  /** Rejects when drawing failed or the thread died; the next call starts another. */
  render(request: PictureRequest): Promise<NonNullable<RenderAnswer['picture']>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (picture: NonNullable<RenderAnswer['picture']>) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that starts with the first picture and keeps no process alive while it has nothing to draw. */
export function createRenderThread(): RenderThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastNumber = 0;

  const fail = (dead: Worker, error: Error): void => {
    if (worker !== dead) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./render-worker.ts', import.meta.url), { execArgv: [] });
    started.on('message', ({ number, picture }: RenderAnswer) => {
      const asker = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) started.unref();
      if (picture) asker?.resolve(picture);
      else asker?.reject(new Error('the picture could not be drawn'));
    });
    started.on('error', (error) => fail(started, error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => fail(started, new Error('the drawing thread ended')));
    return started;
  };

  return {
    render: (request) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        worker.ref();
        lastNumber += 1;
        waiting.set(lastNumber, { resolve, reject });
        worker.postMessage({ number: lastNumber, request } satisfies RenderJob);
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
