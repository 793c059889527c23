import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runChild } from '../launch/child.mjs';
import { runNpm } from '../launch/npm.mjs';
import { LaunchError, say } from '../launch/say.mjs';

const SUFFIXES = { darwin: '', linux: '-gnu', win32: '-msvc' };

/**
 * Makes sure that the compiled password hash for `arch` is in `root`. npm installs the one for the machine it runs on;
 * another is fetched by npm and has to be the very one that the lock file names. (sqlite3 brings every machine's.)
 */
export async function ensurePasswordHash(root, arch) {
  const name = `@node-rs/argon2-${process.platform}-${arch}${SUFFIXES[process.platform] ?? ''}`;
  const place = path.join(root, 'node_modules', name);
  if (existsSync(path.join(place, 'package.json'))) return;
  say(`Fetching ${name}.`, `正在获取 ${name}。`);
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const locked = packages[`node_modules/${name}`];
  const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-package-'));
  try {
    const isFetched = locked !== undefined && (await fetchPackage(`${name}@${locked.version}`, folder));
    const [file] = await readdir(folder);
    if (!isFetched || file === undefined || (await hashFile(path.join(folder, file))) !== locked.integrity) {
      throw new LaunchError(
        `A package for ${arch} needs ${name} as package-lock.json names it; npm did not bring that.`,
        `打包 ${arch} 版本需要 package-lock.json 中的 ${name}，但 npm 没能取得。`,
      );
    }
    await mkdir(place, { recursive: true });
    // Windows brings a tar of its own, as the others do.
    await runChild('tar', ['-xzf', file, '-C', place, '--strip-components=1'], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchPackage(spec, folder) {
  return (await runNpm(['pack', spec, '--silent', '--pack-destination', folder])) === 0;
}

async function hashFile(file) {
  return `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
}
