import type { GenerationOutputView } from '../../../shared/contracts/generation.ts';
import { findDesktop } from '../../platform/desktop.ts';
import { readFile } from './save-output.ts';

/** Whether this browser can copy such an output; images need more than texts. */
export function canCopy(output: GenerationOutputView): boolean {
  // Typed by what is asked: on an insecure origin both are missing.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return clipboard !== undefined && (output.url === null || typeof ClipboardItem !== 'undefined');
}

/** Copies an output: a text as text, an image as PNG. Throws when the browser refuses. */
export async function copyOutput(output: GenerationOutputView): Promise<void> {
  if (output.url === null) return navigator.clipboard.writeText(output.text ?? '');
  const desktop = findDesktop();
  if (desktop !== null) {
    // The name is for files; on the clipboard there is none.
    if (await desktop.files.copyImage({ url: output.url, name: 'image.png' })) return;
    throw new Error('the desktop app could not copy the picture');
  }
  // The promise is handed over unanswered: some browsers forbid copying once the press is long ago.
  const png = readFile(output.url).then(toPng);
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

async function toPng(blob: Blob): Promise<Blob> {
  if (blob.type === 'image/png') return blob;
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
