import { openShellLink, type ChildProcessSide } from './embedded/open-shell-link.ts';
import { runEmbedded } from './embedded/run-embedded.ts';

/**
 * The process of the server inside the desktop app: a utility process of Electron's, or a plain child of Node's with a
 * channel. It is told everything by message and nothing by its environment (shared/contracts/embedded-server.ts).
 */
function main(): void {
  const link = openShellLink(process as unknown as ChildProcessSide);
  if (!link) {
    process.stderr.write(
      'This part of Creator Studio is started by the desktop app; "npm start" starts a server of its own.\n',
    );
    process.exit(1);
  }
  const run = runEmbedded({
    link,
    serve: async (start) => (await import('./embedded/serve-embedded.ts')).serveEmbedded(start),
    exit: (code) => process.exit(code),
    report: (error) =>
      void process.stderr.write(
        `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      ),
  });
  // A signal to a whole group (Ctrl+C, the end of a desktop session) reaches this process beside the shell.
  process.on('SIGTERM', run.stop);
  process.on('SIGINT', run.stop);
}

main();
