import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runChild } from './child.mjs';

/** Runs npm, the same one that started us where it did, and promises its exit code. It prints to stderr only. */
export async function runNpm(args, options = {}) {
  const own = process.env.npm_execpath;
  if (own !== undefined && path.basename(own) === 'npm-cli.js' && existsSync(own)) {
    return await runChild(process.execPath, [own, ...args], { stdout: 'stderr', ...options });
  }
  const isWindows = process.platform === 'win32';
  return await runChild(isWindows ? 'npm.cmd' : 'npm', args, {
    stdout: 'stderr',
    shell: isWindows,
    ...options,
  });
}
