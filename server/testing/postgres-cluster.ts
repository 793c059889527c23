import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isReachableByEverybody, preparePostgresBinaries } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** A PostgreSQL server of one's own, on a random port of 127.0.0.1, that is gone after `stop()`. */
export interface PostgresCluster {
  /** Connects as the superuser to the database `postgres`; good for `CREATE DATABASE`. */
  readonly adminUrl: string;
  /** Ends the server as a crash would and starts it again on the same port; resolves once it answers. */
  restart(): Promise<void>;
  /** Ends the server at once and removes its data. A second call does nothing. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

interface Home {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly owner: Owner;
  readonly binaries: PostgresBinaries;
}

const FOLDER_PREFIX = 'creator-studio-pg-';
const START_ATTEMPTS = 5;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Containers give 64 MB of /dev/shm; parallel queries would allocate there.
  max_parallel_workers_per_gather: '0',
};

const run = promisify(execFile);

/**
 * Starts a real PostgreSQL in a temporary folder, durable as in production (`fsync` on). `settings` are added to
 * its configuration. Clusters of other processes are never touched, those of processes that died are removed.
 */
export async function startPostgresCluster(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresCluster> {
  const owner = await findOwner();
  const parent = await chooseParentFolder(owner);
  await removeStaleClusters(parent);
  const home = await createHome(parent, owner);
  const port = await startServer(home, { ...SETTINGS, ...settings }).catch(async (error: unknown) => {
    await rm(home.folder, { recursive: true, force: true });
    throw error;
  });
  const stopAtExit = (): void => {
    spawnSync(home.binaries.pgCtl, stopArguments(home), { ...spawnOptions(home), stdio: 'ignore' });
  };
  process.once('exit', stopAtExit);
  return {
    adminUrl: `postgres://postgres:${home.password}@127.0.0.1:${port}/postgres`,
    async restart() {
      // It is started with the options it was last started with.
      const restart = ['restart', '-w', '-t', '60', '-m', 'immediate', '-D', home.data, '-l', home.log];
      const child = spawn(home.binaries.pgCtl, restart, { ...spawnOptions(home), stdio: 'ignore' });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error('PostgreSQL did not start again.');
    },
    async stop() {
      process.off('exit', stopAtExit);
      await run(home.binaries.pgCtl, stopArguments(home), spawnOptions(home)).catch(() => undefined);
      await rm(home.folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// PostgreSQL refuses to run as root, so root lends it to another user; everybody else runs it as themselves.
async function findOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.');
}

async function chooseParentFolder(owner: Owner): Promise<string> {
  const folder = tmpdir();
  return owner.uid === undefined || (await isReachableByEverybody(folder)) ? folder : '/tmp';
}

async function removeStaleClusters(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // A server whose data folder is gone notices and ends itself within a minute; nothing has to be signalled.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function createHome(parent: string, owner: Owner): Promise<Home> {
  const folder = await mkdtemp(path.join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  try {
    const password = randomBytes(18).toString('base64url');
    const passwordFile = path.join(folder, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    const data = path.join(folder, 'data');
    await mkdir(data, { mode: 0o700 });
    if (owner.uid !== undefined && owner.gid !== undefined) {
      for (const item of [folder, passwordFile, data]) await chown(item, owner.uid, owner.gid);
    }
    const binaries = await preparePostgresBinaries(owner.uid === undefined ? null : folder);
    const home = { folder, data, log: path.join(folder, 'log'), password, owner, binaries };
    const flags = [
      '--locale=C',
      '--encoding=UTF8',
      '--no-sync',
      '--auth=scram-sha-256',
      '--username=postgres',
    ];
    await run(binaries.initdb, ['-D', data, ...flags, `--pwfile=${passwordFile}`], spawnOptions(home));
    await rm(passwordFile);
    return home;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startServer(home: Home, settings: Readonly<Record<string, string>>): Promise<number> {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  await writeFile(path.join(home.data, 'postgresql.auto.conf'), lines.join(''));
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    // A pipe would stay open as long as the server lives, and waiting for it would never end.
    const child = spawn(
      home.binaries.pgCtl,
      ['start', '-w', '-t', '60', '-D', home.data, '-l', home.log, '-o', `-p ${port}`],
      { ...spawnOptions(home), stdio: 'ignore' },
    );
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return port;
    // Somebody else may have taken the port in between.
    if (attempt === START_ATTEMPTS) {
      const log = await readFile(home.log, 'utf8').catch(() => '');
      throw new Error(`PostgreSQL did not start:\n${log.slice(-2_000)}`);
    }
  }
}

function stopArguments(home: Home): string[] {
  return ['stop', '-w', '-m', 'immediate', '-D', home.data];
}

function spawnOptions(home: Pick<Home, 'folder' | 'owner'>): Owner & { cwd: string; env: NodeJS.ProcessEnv } {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...home.owner, cwd: home.folder, env: { ...Object.fromEntries(inherited), LC_ALL: 'C' } };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.');
  return address.port;
}
