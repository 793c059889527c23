import type { GenerationOutputView } from '../../../shared/contracts/generation.ts';
import { findDesktop } from '../../platform/desktop.ts';

/** How long the browser may take to begin saving. */
const BEGIN_MS = 30_000;

/**
 * Saves an output as `fileName`; the desktop app asks where to. In a browser the file is read first: the name in the
 * server's answer would otherwise win over ours. Throws when it cannot be read or written.
 */
export async function saveOutput(output: GenerationOutputView, fileName: string): Promise<void> {
  const desktop = findDesktop();
  if (desktop !== null && output.url !== null) {
    const result = await desktop.files.save({ url: output.url, name: fileName });
    if (result === 'failed') throw new Error('the desktop app could not save the file');
    return;
  }
  const blob = output.url === null ? new Blob([output.text ?? '']) : await readFile(output.url);
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), BEGIN_MS);
}

/** Reads a file of the user's. Throws when the server does not give it. */
export async function readFile(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the file was answered with ${String(answer.status)}`);
  return answer.blob();
}
