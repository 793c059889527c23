import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Builds the desktop app unless what is built is current; promises its folder. Several may ask at once. */
export async function buildDesktop(): Promise<string> {
  // The launchers are plain JavaScript, of which TypeScript knows no types.
  const module = pathToFileURL(path.join(import.meta.dirname, 'ensure-desktop-build.mjs')).href;
  const { ensureDesktopBuild } = (await import(module)) as {
    ensureDesktopBuild: (root: string, node: string) => Promise<string>;
  };
  return await ensureDesktopBuild(ROOT, process.execPath);
}
