import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { hashInputs } from './build-inputs.mjs';
import { runChild } from './child.mjs';
import { compressFiles } from './compress-files.mjs';
import { locateLock, withLock } from './lock.mjs';
import { replaceBuild } from './replace-build.mjs';
import { LaunchError, say } from './say.mjs';

const PROGRESS_MS = 10_000;
const VITE = path.join('node_modules', 'vite', 'bin', 'vite.js');
const TEMPORARY = '.web-';

/**
 * Promises the folder of a web app built from what is in `root` now, building it with `node` when something in it has
 * changed since the last time. Several launchers may call this at once: one builds, the others wait.
 */
export async function ensureBuild(root, node) {
  const folder = path.join(root, 'dist', 'web');
  if (await isCurrent(root, folder)) return folder;
  await withLock(
    await locateLock('build', root),
    async () => {
      if (!(await isCurrent(root, folder))) await build(root, node, folder);
    },
    () => say('Waiting for another build to finish.', '正在等待另一个构建完成。'),
  );
  return folder;
}

async function isCurrent(root, folder) {
  const stamp = await readFile(locateStamp(folder), 'utf8').catch(() => null);
  return stamp !== null && stamp === (await hashInputs(root));
}

async function build(root, node, folder) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say('Building the web app; this takes a moment.', '正在构建网页应用，请稍候。');
  const progress = setInterval(() => {
    say(`Still building (${seconds()} s).`, `仍在构建（${seconds()} 秒）。`);
  }, PROGRESS_MS);
  const parent = path.dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const fresh = path.join(parent, `${TEMPORARY}${randomUUID()}`);
  try {
    // Taken first: what changes meanwhile makes the next call build again.
    const hash = await hashInputs(root);
    await runVite(root, node, fresh);
    await compressFiles(fresh);
    await writeFile(locateStamp(fresh), hash);
    await replaceBuild(fresh, folder);
  } finally {
    clearInterval(progress);
    await rm(fresh, { recursive: true, force: true });
  }
  say(`The web app is built (${seconds()} s).`, `网页应用已构建（${seconds()} 秒）。`);
}

async function runVite(root, node, outDir) {
  const args = [
    'build',
    '--config',
    'vite.config.ts',
    '--outDir',
    outDir,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const code = await runChild(node, [path.join(root, VITE), ...args], {
    cwd: root,
    stdout: 'stderr',
    // Tests and shells have their own mode; what is served is always what users get.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code === 0) return;
  throw new LaunchError(
    `The web app could not be built (exit code ${code}); what Vite says is above.`,
    `网页应用构建失败（退出码 ${code}），原因见上。`,
  );
}

// Left by a build that was killed. Only the owner of the lock builds, so none of them is anybody's work.
async function removeLeftovers(parent) {
  const names = await readdir(parent);
  const leftovers = names.filter((name) => name.startsWith(TEMPORARY));
  await Promise.all(leftovers.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}

function locateStamp(folder) {
  return path.join(folder, '.build-stamp');
}
