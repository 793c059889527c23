import { mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { app, nativeImage, type NativeImage, type WebContents } from 'electron';
import type { OutputFile } from '../../../shared/contracts/desktop.ts';
import { cleanFileName } from '../clean-file-name.ts';
import { isSmallPicture, PICTURE_HEAD_BYTES } from '../is-small-picture.ts';
import type { Shell, ShellPart } from '../shell.ts';
import { storeOutput } from '../store-output.ts';

const ICON_WIDTH = 128;

/** Other programs may read a copy for a while after it was dropped; older ones than these have been read. */
const MAX_COPIES = 20;
const MAX_COPY_BYTES = 200_000_000;

/** Lets results be dragged out of the page, into folders and other programs; the copies go when the app ends. */
export function startFileDrags(shell: Shell): ShellPart {
  const folders: string[] = [];
  let isBusy = false;
  const copy = async ({ url, name }: OutputFile): Promise<string> => {
    // A folder for each: a copy that is being read is not written over by another of the same name.
    const folder = await mkdtemp(path.join(app.getPath('temp'), 'creator-studio-'));
    folders.push(folder);
    const file = path.join(folder, cleanFileName(name));
    await storeOutput(shell.connection, url, file, MAX_COPY_BYTES);
    return file;
  };
  const drag = async (output: OutputFile, sender: WebContents): Promise<boolean> => {
    // There is one pointer, so there is one drag.
    if (isBusy) return false;
    isBusy = true;
    try {
      const file = await copy(output);
      sender.startDrag({ file, icon: await drawIcon(shell, file) });
      return true;
    } catch (error) {
      shell.log.warn('a file could not be dragged', error);
      return false;
    } finally {
      isBusy = false;
      while (folders.length > MAX_COPIES) await remove(folders.shift());
    }
  };
  shell.handle('desktop:drag-file', ([file], sender) => drag(file, sender));
  return {
    stop: async () => {
      while (folders.length > 0) await remove(folders.shift());
    },
  };
}

async function remove(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

async function drawIcon({ paths }: Shell, file: string): Promise<NativeImage> {
  const picture = isSmallPicture(await readHead(file))
    ? nativeImage.createFromPath(file)
    : nativeImage.createEmpty();
  return picture.isEmpty()
    ? nativeImage.createFromPath(path.join(paths.screensDir, 'tray-linux.png'))
    : picture.resize({ width: ICON_WIDTH });
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(PICTURE_HEAD_BYTES),
      0,
      PICTURE_HEAD_BYTES,
      0,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
