import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

// Nothing travels compressed inside the app, and the stamp is about the folder it is in.
const LEFT_OUT = /(\.(br|gz|map)|[\\/]\.build-stamp)$/;

/** Puts the web app of the folder `web` into `folder`, without what servers need and without assets of older builds. */
export async function copyRenderer(web, folder) {
  const manifest = await readFile(path.join(web, '.vite', 'manifest.json'), 'utf8');
  const assets = path.join(web, 'assets');
  const isWanted = (file) => {
    if (LEFT_OUT.test(file)) return false;
    if (path.dirname(file) !== assets) return true;
    return manifest.includes(`"assets/${path.basename(file)}"`);
  };
  await rm(folder, { recursive: true, force: true });
  await cp(web, folder, { recursive: true, filter: isWanted });
}
