import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchServer, type ServerProcess } from '../../server/testing/server-process.ts';

/** A real server with a data folder of its own, which can go away and come back as it was. */
export interface StudioServer {
  /** Where it listens, without a slash at the end; the same after every start. */
  readonly url: string;
  /** Its SQLite database; whoever opens it has stopped the server first. */
  readonly databaseFile: string;
  /** Drains it and resolves once it is gone. Nothing happens when it is not running. */
  stop(): Promise<void>;
  /** Ends it without warning. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
  /** Starts it again if it is not running. */
  ensureRunning(): Promise<void>;
  /** Ends it and removes its data; a second call does nothing more. */
  close(): Promise<void>;
}

/** Starts a server on a free loopback port with an empty SQLite database and simulated payments. */
export async function openStudioServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<StudioServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'creator-studio-web-'));
  const databaseFile = path.join(folder, 'studio.db');
  const variables = {
    DATABASE_URL: `sqlite:${databaseFile}`,
    DATA_DIR: folder,
    // Registering is limited by address: accounts are made from addresses of their own.
    TRUST_PROXY: '127.0.0.1',
    ...environment,
  };
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  let process: ServerProcess | null = launchServer(variables);
  let url: string;
  try {
    url = await process.ready;
  } catch (error) {
    await removeFolder();
    throw error;
  }
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    const ending = process;
    process = null;
    await ending?.[how]();
  };
  const start = async (): Promise<void> => {
    process = launchServer({ ...variables, PORT: new URL(url).port });
    await process.ready;
  };
  return {
    url,
    databaseFile,
    stop: () => end('stop'),
    kill: () => end('kill'),
    start,
    ensureRunning: async () => {
      if (process === null) await start();
    },
    close: async () => {
      await end('kill');
      await removeFolder();
    },
  };
}
