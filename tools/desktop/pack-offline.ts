import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BUILDER = path.join(ROOT, 'node_modules/electron-builder/cli.js');

/** Loaded into every Node of the build: whoever asks for a way out of the machine is written down and refused. */
const NO_NETWORK = `
  import { appendFileSync } from 'node:fs';
  import net from 'node:net';
  net.Socket.prototype.connect = function (...args) {
    appendFileSync(process.env.NETWORK_LOG, JSON.stringify(args[0]) + '\\n');
    this.destroy(new Error('there is no network in this test'));
    return this;
  };`;

/** What electron-builder did. */
export interface Packing {
  readonly code: number | null;
  readonly output: string;
  /** What it wanted of the network, a line each. */
  readonly networkLog: string;
}

/**
 * Packs the built app for Linux into `folder`/linux-unpacked, around the Electron of the folder `electronDist`, as
 * `npm run desktop:package` would but without a package of it. Nothing is downloaded: there is no network.
 */
export async function packOffline(folder: string, electronDist: string): Promise<Packing> {
  const preload = path.join(folder, 'no-network.mjs');
  const log = path.join(folder, 'network.log');
  await writeFile(preload, NO_NETWORK);
  await writeFile(log, '');
  const options = ['--dir', '--linux', `--${process.arch}`, '--publish', 'never'];
  const child = spawn(
    process.execPath,
    [BUILDER, ...options, `-c.electronDist=${electronDist}`, `-c.directories.output=${folder}`],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`,
        NETWORK_LOG: log,
        npm_config_offline: 'true',
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, networkLog: await readFile(log, 'utf8') };
}
