import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

const KEEP_MS = 3_600_000;

/**
 * Puts the build in `fresh` where `current` is, at once. Assets of the build it replaces stay for an hour, so that
 * pages that are open, and a server that is running, still find what they load later.
 */
export async function replaceBuild(fresh, current) {
  await keepOldAssets(current, fresh);
  const aside = `${fresh}-old`;
  await rename(current, aside).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, current);
  await rm(aside, { recursive: true, force: true });
}

async function keepOldAssets(current, fresh) {
  const now = new Date();
  const names = await readdir(path.join(current, 'assets')).catch(() => []);
  const own = await readOwnAssets(current);
  await mkdir(path.join(fresh, 'assets'), { recursive: true });
  for (const name of names) {
    const from = path.join(current, 'assets', name);
    const to = path.join(fresh, 'assets', name);
    // The hour begins when a file is replaced, and its time of change says when that was.
    const { mtime } = own.has(name) ? { mtime: now } : await stat(from);
    if (now - mtime > KEEP_MS || (await exists(to))) continue;
    await copyFile(from, to);
    await utimes(to, now, mtime);
  }
}

// Those that were kept for the build before are not in the manifest.
async function readOwnAssets(current) {
  const manifest = await readFile(path.join(current, '.vite', 'manifest.json'), 'utf8').catch(() => '');
  const names = [...manifest.matchAll(/"assets\/([^"]+)"/g)].map(([, name]) => name);
  return new Set(names.flatMap((name) => [name, `${name}.br`, `${name}.gz`]));
}

async function exists(file) {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
