import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { LaunchError } from './say.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OLDEST_NODE = 20;

/**
 * Runs a launcher. `work` gets two functions: one runs a script of the repository with Node 24, the other makes sure
 * that the web app is built from what is there now. Both promise exit codes. The third argument says where the
 * repository and its Node 24 are.
 */
export async function launch(work) {
  process.exitCode = await explain(async () => {
    if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
      throw new LaunchError(
        `This needs Node ${OLDEST_NODE} or newer; you have ${process.versions.node}.`,
        `需要 Node ${OLDEST_NODE} 或更高版本，当前为 ${process.versions.node}。`,
      );
    }
    const node = await ensureInstall(ROOT);
    const run = (script, args = [], { env = {}, flags = [], ...options } = {}) =>
      runChild(node, [...flags, path.join(ROOT, script), ...args], {
        ...options,
        env: { ...process.env, ...env },
      });
    const build = () => explain(() => ensureBuild(ROOT, node).then(() => 0));
    return await work(run, build, { root: ROOT, node });
  });
}

async function explain(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
