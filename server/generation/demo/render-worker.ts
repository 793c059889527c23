import { parentPort } from 'node:worker_threads';
import { renderPicture, type PictureRequest } from './art/render-picture.ts';

/** What the thread is asked: one picture, under a number of the asker's. */
export interface RenderJob {
  readonly number: number;
  readonly request: PictureRequest;
}

/** What the thread answers to a job; no picture means that drawing it failed. */
export interface RenderAnswer {
  readonly number: number;
  readonly picture: { readonly width: number; readonly height: number; readonly bytes: Uint8Array } | null;
}

parentPort?.on('message', ({ number, request }: RenderJob) => {
  parentPort?.postMessage({ number, picture: tryRender(request) } satisfies RenderAnswer);
});

function tryRender(request: PictureRequest): RenderAnswer['picture'] {
  try {
    return renderPicture(request);
  } catch {
    return null;
  }
}
