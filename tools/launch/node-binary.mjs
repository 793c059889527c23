import { existsSync } from 'node:fs';
import { lstat, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { runChild, succeeds } from './child.mjs';

const IS_24 = "process.exit(Number(process.versions.node.split('.')[0]) >= 24 ? 0 : 1)";

/** Promises the path of a Node 24 that runs: the one npm installed, or our own when it is new enough; else null. */
export async function findNode(root) {
  for (const file of [locateInstalled(root), process.execPath]) {
    if (file !== null && (await succeeds(file, ['-e', IS_24]))) return file;
  }
  return null;
}

/**
 * Fetches the Node 24 that the package `node` stands for. Its own install script does it; npm may have been told
 * not to run scripts, so it is run here. A second call finds it there and does nothing.
 */
export async function fetchNode(root) {
  const folder = path.join(root, 'node_modules', 'node');
  const installed = locateInstalled(root);
  if (installed === null || !(await succeeds(installed, ['-e', IS_24]))) {
    if (!existsSync(path.join(folder, 'installArchSpecificPackage.js'))) return;
    await runChild(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdout: 'stderr' });
  }
  await linkBinary(root);
}

function locateInstalled(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const file = path.join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(file) ? file : null;
}

// npm links the programs of a package before a script that did not run could have made them.
async function linkBinary(root) {
  if (process.platform === 'win32') return;
  const link = path.join(root, 'node_modules', '.bin', 'node');
  const isThere = await lstat(link).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(path.dirname(link), { recursive: true });
  await symlink('../node/bin/node', link);
}
