import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BrowserWindow, clipboard, ClipboardItem, dialog, type WebContents } from 'electron';
import type { OutputFile } from '../../shared/contracts/desktop.ts';
import { cleanFileName } from './clean-file-name.ts';
import type { Shell } from './shell.ts';

/** A picture that is copied; larger ones are saved. */
const MAX_PICTURE_BYTES = 50_000_000;

/** Asks where to, and writes the file there: all of it or nothing. */
export async function saveOutput(
  shell: Shell,
  downloadsDir: string,
  { url, name }: OutputFile,
  sender: WebContents,
): Promise<'saved' | 'canceled' | 'failed'> {
  const options = { defaultPath: path.join(downloadsDir, cleanFileName(name)) };
  const owner = BrowserWindow.fromWebContents(sender);
  const { canceled, filePath } = await (owner === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(owner, options));
  if (canceled || filePath === '') return 'canceled';
  const partial = `${filePath}.part`;
  try {
    const response = await shell.connection.fetch(url);
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, createWriteStream(partial));
    await rename(partial, filePath);
    return 'saved';
  } catch (error) {
    shell.log.error('a file could not be saved', error);
    await rm(partial, { force: true });
    return 'failed';
  }
}

/** Puts a picture of the server's on the clipboard; promises whether it is there. */
export async function copyOutput(shell: Shell, { url }: OutputFile): Promise<boolean> {
  const response = await shell.connection.fetch(url);
  if (!response.ok || Number(response.headers.get('content-length')) > MAX_PICTURE_BYTES) return false;
  // The one format of pictures that every system's clipboard takes (Electron, "ClipboardItem").
  if (response.headers.get('content-type') !== 'image/png') return false;
  await clipboard.write([new ClipboardItem({ 'image/png': await response.blob() })]);
  return true;
}
