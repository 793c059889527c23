import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { app, nativeImage, type WebContents } from 'electron';
import type { OutputFile } from '../../../shared/contracts/desktop.ts';
import { cleanFileName } from '../clean-file-name.ts';
import type { Shell, ShellPart } from '../shell.ts';

const ICON_WIDTH = 128;

/** Lets results be dragged out of the page, into folders and other programs; the copies go when the app ends. */
export function startFileDrags(shell: Shell): ShellPart {
  let folder: Promise<string> | null = null;
  const drag = async ({ url, name }: OutputFile, sender: WebContents): Promise<boolean> => {
    const response = await shell.connection.fetch(url);
    if (!response.ok || response.body === null) return false;
    folder ??= mkdtemp(path.join(app.getPath('temp'), 'creator-studio-'));
    const file = path.join(await folder, cleanFileName(name));
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, createWriteStream(file));
    const picture = nativeImage.createFromPath(file);
    const icon = picture.isEmpty()
      ? nativeImage.createFromPath(path.join(shell.paths.screensDir, 'tray-linux.png'))
      : picture.resize({ width: ICON_WIDTH });
    sender.startDrag({ file, icon });
    return true;
  };
  shell.handle('desktop:drag-file', ([file], sender) => drag(file, sender));
  return {
    stop: async () => {
      if (folder !== null) await rm(await folder, { recursive: true, force: true });
    },
  };
}
