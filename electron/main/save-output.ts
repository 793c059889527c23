import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BrowserWindow, clipboard, ClipboardItem, dialog, type WebContents } from 'electron';
import type { OutputFile } from '../../shared/contracts/desktop.ts';
import { cleanFileName } from './clean-file-name.ts';
import { isSmallPicture } from './is-small-picture.ts';
import { readLimited } from './read-limited.ts';
import type { Shell } from './shell.ts';
import { storeOutput } from './store-output.ts';

/** A picture that is copied; larger ones are saved. */
const MAX_PICTURE_BYTES = 50_000_000;

/** Pages that are being asked where to: one question at a time is enough. */
const asked = new WeakSet<WebContents>();

/** Asks where to, and writes the file there: all of it or nothing. A page that asks while it is being asked is not. */
export async function saveOutput(
  shell: Shell,
  downloadsDir: string,
  { url, name }: OutputFile,
  sender: WebContents,
): Promise<'saved' | 'canceled' | 'failed'> {
  const filePath = await askWhere(path.join(downloadsDir, cleanFileName(name)), sender);
  if (filePath === null) return 'canceled';
  const partial = `${filePath}.${randomUUID().slice(0, 8)}.part`;
  try {
    await storeOutput(shell.connection, url, partial);
    await rename(partial, filePath);
    return 'saved';
  } catch (error) {
    shell.log.error('a file could not be saved', error);
    await rm(partial, { force: true });
    return 'failed';
  }
}

async function askWhere(defaultPath: string, sender: WebContents): Promise<string | null> {
  if (asked.has(sender)) return null;
  asked.add(sender);
  try {
    const owner = BrowserWindow.fromWebContents(sender);
    const { canceled, filePath } = await (owner === null
      ? dialog.showSaveDialog({ defaultPath })
      : dialog.showSaveDialog(owner, { defaultPath }));
    return canceled || filePath === '' ? null : filePath;
  } finally {
    asked.delete(sender);
  }
}

/** Puts a picture of the server's on the clipboard; promises whether it is there. */
export async function copyOutput(shell: Shell, { url }: OutputFile): Promise<boolean> {
  const response = await shell.connection.fetch(url);
  // The one format of pictures that every system's clipboard takes (Electron, "ClipboardItem").
  if (!response.ok || response.headers.get('content-type') !== 'image/png') {
    await response.body?.cancel();
    return false;
  }
  const bytes = await readLimited(response, MAX_PICTURE_BYTES);
  if (!isSmallPicture(bytes)) return false;
  const picture = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
  await clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  return true;
}
