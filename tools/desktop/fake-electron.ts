import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Marks the fuses in the program of Electron, as @electron/fuses looks for it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses in the order of their places behind the sentinel (@electron/fuses, `FuseV1Options`). */
export const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
/** One of {@link FUSES}. */
export type Fuse = (typeof FUSES)[number];
/** Which fuses are on. */
export type FuseStates = Readonly<Record<Fuse, boolean>>;

/**
 * Makes a folder that electron-builder takes for an unpacked Electron for Linux: a script in place of the program, with
 * fuses that stand as told.
 */
export async function makeFakeElectron(folder: string, fuses: FuseStates): Promise<void> {
  for (const name of ['resources', 'locales']) await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, 'locales', 'en-US.pak'), '');
  await writeFile(path.join(folder, 'version'), '0.0.0');
  const wire = Buffer.from([
    1,
    FUSES.length,
    ...FUSES.map((fuse) => (fuses[fuse] ? '1' : '0').charCodeAt(0)),
  ]);
  const program = path.join(folder, 'electron');
  await writeFile(program, Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n# ${SENTINEL}`), wire]));
  await chmod(program, 0o755);
}

/** How the fuses stand in a program. Throws when it has none, or another set of them. */
export async function readFuses(program: string): Promise<FuseStates> {
  const bytes = await readFile(program);
  const start = bytes.indexOf(SENTINEL);
  const wire = bytes.subarray(start + SENTINEL.length);
  if (start === -1 || wire[0] !== 1 || wire[1] !== FUSES.length) throw new Error('no fuses are known there');
  return Object.fromEntries(
    FUSES.map((fuse, index) => [fuse, wire[index + 2] === '1'.charCodeAt(0)]),
  ) as FuseStates;
}
