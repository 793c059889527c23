import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { LaunchError } from './say.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OLDEST_NODE = 20;

/** Runs a launcher: `work` gets a function that runs a script of the repository with Node 24. */
export async function launch(work) {
  try {
    if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
      throw new LaunchError(
        `This needs Node ${OLDEST_NODE} or newer; you have ${process.versions.node}.`,
        `需要 Node ${OLDEST_NODE} 或更高版本，当前为 ${process.versions.node}。`,
      );
    }
    const node = await ensureInstall(ROOT);
    process.exitCode = await work((script, args = [], env = {}) =>
      runChild(node, [path.join(ROOT, script), ...args], { env: { ...process.env, ...env } }),
    );
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
