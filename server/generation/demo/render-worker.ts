import { parentPort } from 'node:worker_threads';
import { renderPicture, type Picture, type PictureRequest } from './art/render-picture.ts';

/** What the thread answers to each request, in order: the picture, or why there is none. */
export type RenderAnswer = { readonly picture: Picture } | { readonly failure: string };

parentPort?.on('message', (request: PictureRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: PictureRequest): RenderAnswer {
  try {
    return { picture: renderPicture(request) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
