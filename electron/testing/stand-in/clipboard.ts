import { guardObject } from './guard.ts';
import { NativeImage } from './native-image.ts';

let text = '';
let image = new NativeImage(Buffer.alloc(0));

/** Electron's `clipboard`, one for this process alone: what is copied in pages goes elsewhere. */
export const clipboard = guardObject('clipboard', {
  readText: (): string => text,
  writeText: (value: string): void => {
    text = value;
  },
  readImage: (): NativeImage => image,
  writeImage: (value: NativeImage): void => {
    image = value;
  },
  clear: (): void => {
    text = '';
    image = new NativeImage(Buffer.alloc(0));
  },
});
