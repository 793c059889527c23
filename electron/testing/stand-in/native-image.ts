import { readFileSync } from 'node:fs';
import { guardObject } from './guard.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Electron's `NativeImage`, as far as it is carried around: the bytes stay what they are, also where it is resized. */
export class NativeImage {
  readonly #bytes: Buffer;
  readonly #size: Size;
  #isTemplate = false;

  constructor(bytes: Buffer, size: Size = readSize(bytes)) {
    this.#bytes = bytes;
    this.#size = size;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): Size {
    return this.#size;
  }

  getAspectRatio(): number {
    return this.isEmpty() ? 1 : this.#size.width / this.#size.height;
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  resize({ width, height }: Partial<Size>): NativeImage {
    const ratio = this.getAspectRatio();
    return new NativeImage(this.#bytes, {
      width: width ?? Math.round((height ?? this.#size.height) * ratio),
      height: height ?? Math.round((width ?? this.#size.width) / ratio),
    });
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }
}

guardObject('NativeImage', NativeImage.prototype);

/** Images other than PNG are taken to be of one pixel; nobody draws them. */
function readSize(bytes: Buffer): Size {
  if (bytes.length === 0) return { width: 0, height: 0 };
  if (bytes.subarray(0, 8).toString('hex') !== PNG_SIGNATURE) return { width: 1, height: 1 };
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Electron's `nativeImage`. */
export const nativeImage = guardObject('nativeImage', {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromPath: (file: string) => new NativeImage(readFile(file)),
  createFromBuffer: (bytes: Buffer) => new NativeImage(bytes),
  createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
});
