import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Builds the web app unless what is built is current. */
export async function buildApp(): Promise<void> {
  // The launchers are plain JavaScript, of which TypeScript knows no types.
  const module = pathToFileURL(path.join(ROOT, 'tools', 'launch', 'ensure-build.mjs')).href;
  const { ensureBuild } = (await import(module)) as {
    ensureBuild: (root: string, node: string) => Promise<string>;
  };
  await ensureBuild(ROOT, process.execPath);
}
