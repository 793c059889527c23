import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

// What the web app is made of. Whatever else a build reads has to be named here, or builds go stale.
const INPUTS = ['renderer', 'shared', 'vite.config.ts', 'package-lock.json'];

// Only tests read these, and a change in them makes no other app.
const UNUSED_FOLDERS = [
  path.join('electron', 'e2e'),
  path.join('electron', 'testing'),
  path.join('renderer', 'e2e'),
  path.join('renderer', 'testing'),
  path.join('server', 'faults'),
  path.join('server', 'testing'),
];
const TEST_FILE = /\.(test|soak)\.tsx?$/;

/** Promises one hash over everything a build in `root` is made of, by default the web app: names and contents. */
export async function hashInputs(root, inputs = INPUTS) {
  const files = (await Promise.all(inputs.map((name) => listFiles(root, path.normalize(name)))))
    .flat()
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(path.join(root, file)).catch((error) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    // It went away since its folder was listed.
    if (content === null) continue;
    // Lengths keep a name or a content from running over into the next.
    hash.update(`${file.split(path.sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function listFiles(root, name) {
  if (UNUSED_FOLDERS.includes(name) || TEST_FILE.test(name)) return [];
  const names = await readdir(path.join(root, name)).catch((error) => {
    // A file, or a folder that is not there.
    if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return error.code;
    throw error;
  });
  if (names === 'ENOTDIR') return [name];
  if (names === 'ENOENT') return [];
  const inside = names.filter((entry) => !entry.startsWith('.')).map((entry) => path.join(name, entry));
  return (await Promise.all(inside.map((entry) => listFiles(root, entry)))).flat();
}
