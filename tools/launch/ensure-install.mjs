import path from 'node:path';
import process from 'node:process';
import { succeeds } from './child.mjs';
import { locateLock, withLock } from './lock.mjs';
import { fetchNode, findNode } from './node-binary.mjs';
import { runNpm } from './npm.mjs';
import { LaunchError, say } from './say.mjs';
import { isInstalledByHand, readStamp, readWanted, writeStamp } from './stamp.mjs';

const PROGRESS_MS = 10_000;
// A module built for another Node may load and still fail at its first row, so it is asked for one.
const LOAD_NATIVE =
  "const { default: sqlite3 } = await import('sqlite3'); await import('@node-rs/argon2');" +
  "const [row] = await new sqlite3.Database(':memory:').all('SELECT 1 AS one'); if (row.one !== 1) process.exit(1);";

/**
 * Promises the path of a Node 24 and complete dependencies in `root`, installing them when the lock file has
 * changed since the last time. Several launchers may call this at once: one installs, the others wait.
 */
export async function ensureInstall(root) {
  const wanted = await readWanted(root);
  if ((await readStamp(root)) === wanted) {
    const node = await findNode(root);
    if (node !== null) return node;
  }
  return await withLock(
    await locateLock('install', root),
    () => install(root, wanted),
    () => say('Waiting for another install to finish.', '正在等待另一个安装完成。'),
  );
}

async function install(root, wanted) {
  const isStamped = (await readStamp(root)) === wanted;
  if (!isStamped && !(await isInstalledByHand(root))) await installPackages(root);
  await fetchNode(root);
  const node = await findNode(root);
  if (node === null) {
    throw new LaunchError(
      'Could not get Node 24 for this machine. Install Node 24 or newer yourself and try again: it will be used.',
      '无法获取适用于本机的 Node 24。请自行安装 Node 24 或更高版本后重试。',
    );
  }
  await ensureNativeModules(root, node);
  await writeStamp(root, wanted);
  if (!isStamped) say('Dependencies are ready.', '依赖已就绪。');
  return node;
}

// Install scripts stay off: under the Node that runs npm they would compile what comes compiled for Node 24.
async function installPackages(root) {
  say(
    'Installing dependencies; the first time this takes a minute or two.',
    '正在安装依赖，首次需要一两分钟。',
  );
  const startedAt = Date.now();
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(`Still installing (${seconds} s).`, `仍在安装（${seconds} 秒）。`);
  }, PROGRESS_MS);
  try {
    const flags = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
    const code = await runNpm(['ci', ...flags, '--loglevel=error'], { cwd: root });
    if (code !== 0) {
      throw new LaunchError(
        `npm could not install the dependencies (exit code ${code}); what it says is above.`,
        `npm 未能安装依赖（退出码 ${code}），原因见上。`,
      );
    }
  } finally {
    clearInterval(progress);
  }
}

async function ensureNativeModules(root, node) {
  const load = () => succeeds(node, ['--input-type=module', '-e', LOAD_NATIVE], { cwd: root });
  if (await load()) return;
  say('Building native modules for this machine.', '正在为本机构建原生模块。');
  // With Node 24 first on the path, the scripts try what comes compiled before they compile.
  const bin = path.join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], { cwd: root, env });
  if (await load()) return;
  throw new LaunchError(
    'The native modules sqlite3 and @node-rs/argon2 do not load on this machine. They come compiled for Linux, ' +
      'macOS and Windows on x64 and arm64; elsewhere install a C++ compiler and Python and try again.',
    '原生模块 sqlite3 与 @node-rs/argon2 无法在本机加载。请安装 C++ 编译器与 Python 后重试。',
  );
}
