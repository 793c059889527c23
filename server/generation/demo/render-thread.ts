import { Worker } from 'node:worker_threads';
import { ProviderError } from '../generation-provider.ts';
import type { Picture, PictureRequest } from './art/render-picture.ts';
import type { RenderAnswer } from './render-worker.ts';

/** Draws away from the main thread, which has requests to answer; one picture at a time. */
export interface RenderThread {
  /**
   * Throws the signal's reason as soon as it is aborted, `PROVIDER_FAILED` when drawing failed or the thread died (the
   * next picture starts another), `PROVIDER_UNAVAILABLE` once closed.
   */
  render(request: PictureRequest, signal: AbortSignal): Promise<Picture>;
  /** Ends the thread and whatever it was asked; idempotent. */
  close(): Promise<void>;
}

interface Job {
  readonly request: PictureRequest;
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that starts with the first picture and keeps no process alive while it has nothing to draw. */
export function createRenderThread(file = new URL('./render-worker.ts', import.meta.url)): RenderThread {
  const queue: Job[] = [];
  let drawing: Job | null = null;
  let worker: Worker | null = null;
  let isClosed = false;

  const drawNext = (): void => {
    if (drawing) return;
    drawing = queue.shift() ?? null;
    if (!drawing) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    worker.postMessage(drawing.request);
  };

  const lose = (dead: Worker, cause: unknown): void => {
    if (worker !== dead) return;
    worker = null;
    drawing?.reject(new ProviderError('PROVIDER_FAILED', { cause }));
    drawing = null;
    if (!isClosed) drawNext();
  };

  const start = (): Worker => {
    const started = new Worker(file, { execArgv: [] });
    started.on('message', (answer: RenderAnswer) => {
      if (worker !== started) return;
      if ('picture' in answer) drawing?.resolve(answer.picture);
      else drawing?.reject(new ProviderError('PROVIDER_FAILED', { cause: new Error(answer.failure) }));
      drawing = null;
      drawNext();
    });
    started.on('error', (error) => lose(started, error));
    started.on('exit', (code) =>
      lose(started, new Error(`the drawing thread ended with code ${String(code)}`)),
    );
    return started;
  };

  const render = async (request: PictureRequest, signal: AbortSignal): Promise<Picture> => {
    signal.throwIfAborted();
    if (isClosed) throw new ProviderError('PROVIDER_UNAVAILABLE');
    const { promise, resolve, reject } = Promise.withResolvers<Picture>();
    const job: Job = { request, resolve, reject };
    const onAbort = (): void => {
      // A picture already being drawn is left to end and thrown away: sooner done than starting a new thread.
      const place = queue.indexOf(job);
      if (place >= 0) queue.splice(place, 1);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    queue.push(job);
    drawNext();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    for (const job of [...queue.splice(0), drawing]) job?.reject(new ProviderError('PROVIDER_UNAVAILABLE'));
    drawing = null;
    await worker?.terminate();
  };

  return { render, close };
}
