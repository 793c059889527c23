import { mkdir, readFile, realpath, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const STALE_MS = 30_000;
const RETRY_MS = 300;

/** Promises the folder name of the lock for `what` in the repository at `root`, however that was reached. */
export async function locateLock(what, root) {
  const key = createHash('sha256')
    .update(await realpath(root))
    .digest('hex')
    .slice(0, 16);
  return path.join(tmpdir(), `creator-studio-${what}-${key}`);
}

/**
 * Runs `work` while no other process does so under the same folder name. A lock whose owner died, or has not
 * been heard of for 30 s, is taken over. `onWait` is called once when somebody else is at work.
 */
export async function withLock(folder, work, onWait) {
  const token = `${process.pid} ${randomUUID()}`;
  let waited = false;
  while (!(await tryTake(folder, token))) {
    if (!waited) onWait();
    waited = true;
    if (!(await removeStale(folder))) await sleep(RETRY_MS);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readToken(folder)) === token) await rm(folder, { recursive: true, force: true });
  }
}

async function tryTake(folder, token) {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(path.join(folder, 'owner'), token);
  return true;
}

async function removeStale(folder) {
  const token = await readToken(folder);
  if (!(await isStale(folder, token))) return false;
  const aside = `${folder}.${randomUUID()}`;
  try {
    await rename(folder, aside);
  } catch {
    return false;
  }
  // Between the look and the move a new owner may have come: then it is put back.
  if ((await readToken(aside)) !== token) {
    await rename(aside, folder).catch(() => undefined);
    return false;
  }
  await rm(aside, { recursive: true, force: true });
  return true;
}

async function isStale(folder, token) {
  try {
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > STALE_MS) return true;
  } catch {
    return false;
  }
  return token !== null && !isAlive(Number.parseInt(token, 10));
}

async function readToken(folder) {
  return await readFile(path.join(folder, 'owner'), 'utf8').catch(() => null);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
