import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Promises the words that describe the wanted install: the lock file's hash and the machine it is for. */
export async function readWanted(root) {
  const lockFile = await readFile(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lockFile).digest('hex');
  return `${hash} ${process.platform}-${process.arch}`;
}

/** Promises the words left by the last complete install, or null. */
export async function readStamp(root) {
  return await readFile(locate(root), 'utf8').catch(() => null);
}

/** Notes that the install is complete. */
export async function writeStamp(root, words) {
  const file = locate(root);
  await writeFile(`${file}.new`, words);
  await rename(`${file}.new`, file);
}

/** Tells whether npm, run by hand, has already installed what the lock file names. */
export async function isInstalledByHand(root) {
  const [wanted, found] = await Promise.all([
    readPackages(path.join(root, 'package-lock.json')),
    readPackages(path.join(root, 'node_modules', '.package-lock.json')),
  ]);
  if (wanted === null || found === null) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    const present = found[name];
    // Left out on purpose: packages for other machines, and the root itself.
    if (present === undefined) return name === '' || entry.optional === true || entry.devOptional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

async function readPackages(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text).packages;
}

function locate(root) {
  return path.join(root, 'node_modules', '.install-stamp');
}
