import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { hashInputs } from '../launch/build-inputs.mjs';
import { runChild } from '../launch/child.mjs';
import { ensureBuild } from '../launch/ensure-build.mjs';
import { locateLock, withLock } from '../launch/lock.mjs';
import { LaunchError, say } from '../launch/say.mjs';
import { copyRenderer } from './copy-renderer.mjs';

const INPUTS = [
  'electron',
  'renderer',
  'server',
  'shared',
  'tools/desktop',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
];

/**
 * Promises the folder of a desktop app built from what is in `root` now: main, preload, the shell's own screens, the
 * embedded server and the renderer, which is the web app's. Several may call this at once: one builds, the others wait.
 */
export async function ensureDesktopBuild(root, node) {
  const folder = path.join(root, 'dist', 'desktop');
  const web = await ensureBuild(root, node);
  if (await isCurrent(root, folder)) return folder;
  await withLock(
    await locateLock('desktop-build', root),
    async () => {
      if (!(await isCurrent(root, folder))) await build(root, node, web, folder);
    },
    () => say('Waiting for another build to finish.', '正在等待另一个构建完成。'),
  );
  return folder;
}

async function isCurrent(root, folder) {
  const stamp = await readFile(locateStamp(folder), 'utf8').catch(() => null);
  return stamp !== null && stamp === (await hashInputs(root, INPUTS));
}

async function build(root, node, web, folder) {
  say('Building the desktop app.', '正在构建桌面应用。');
  await mkdir(folder, { recursive: true });
  await rm(locateStamp(folder), { force: true });
  // Taken first: what changes meanwhile makes the next call build again.
  const hash = await hashInputs(root, INPUTS);
  const code = await runChild(node, [path.join(root, 'tools', 'desktop', 'build-parts.ts')], {
    cwd: root,
    stdout: 'stderr',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) {
    throw new LaunchError(
      `The desktop app could not be built (exit code ${code}); what Vite says is above.`,
      `桌面应用构建失败（退出码 ${code}），原因见上。`,
    );
  }
  await copyRenderer(web, path.join(folder, 'renderer'));
  await writeFile(locateStamp(folder), hash);
}

function locateStamp(folder) {
  return path.join(folder, '.build-stamp');
}
