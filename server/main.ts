import { createServer, type StudioServer } from './create-server.ts';
import { explainStartFailure } from './explain-start-failure.ts';
import { readConfig, type Config } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';

/** Signals this close to the first one are the same wish to stop. */
const SAME_SIGNAL_MS = 1_000;

/** The process: reads the settings, serves, and drains when it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config);
  const server = await createServer({ config, logger });
  stopOnSignals(server);
  try {
    const address = await server.app.listen({ host: config.host, port: config.port });
    process.stdout.write(greet(config, address));
  } catch (error) {
    await server.close();
    throw error;
  }
}

function greet(config: Config, address: string): string {
  const url = config.publicUrl?.origin ?? address;
  return `Creator Studio is ready: ${url}  (API: ${url}/api/docs). Stop with Ctrl+C.\n`;
}

/**
 * The first signal drains; a later one ends the process at once. One within {@link SAME_SIGNAL_MS} is the first again: a
 * signal to a whole process group reaches us twice when a launcher in between passes it on.
 */
function stopOnSignals(server: StudioServer): void {
  let stoppingSinceMs: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSinceMs !== undefined) {
      if (performance.now() - stoppingSinceMs > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSinceMs = performance.now();
    server.services.logger.info({ signal }, 'draining');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        server.services.logger.error({ err: error }, 'the server did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
}
