import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { EmbeddedStart } from '../../shared/contracts/embedded-server.ts';
import { createServer, type StudioServer } from '../create-server.ts';
import { readConfig, type Config } from '../platform/config.ts';
import { createLogger } from '../platform/logger.ts';

const HOST = '127.0.0.1';

/** A server that listens for the desktop shell. */
export interface EmbeddedServer {
  readonly port: number;
  readonly server: StudioServer;
}

/** Serves as `start` says, on a free port of loopback. Throws whatever keeps it from that, and then has let go of everything. */
export async function serveEmbedded(start: EmbeddedStart): Promise<EmbeddedServer> {
  const config = readEmbeddedConfig(start);
  const server = await createServer({
    config,
    logger: createLogger(config),
    embedded: { secret: start.secret },
    ...(start.backupBeforeMigration && { backup: { version: start.appVersion } }),
  });
  try {
    await server.app.listen({ host: HOST, port: 0 });
  } catch (error) {
    await server.close();
    throw error;
  }
  return { port: (server.app.server.address() as AddressInfo).port, server };
}

/** The same settings as any server's, all of them said here: what stands in the environment is the user's own business. */
function readEmbeddedConfig({ dataDir, webDir }: EmbeddedStart): Config {
  return readConfig(
    {
      HOST,
      PORT: '0',
      NODE_ENV: 'production',
      DATABASE_URL: `sqlite:${join(dataDir, 'studio.db')}`,
      DATA_DIR: dataDir,
      WEB_DIR: webDir,
      PAYMENT_MODE: 'simulated',
      // The shell keeps what is written; a line for every request would be of no use to anybody.
      LOG_LEVEL: 'warn',
    },
    { isEmbedded: true },
  );
}
