import { isAbsolute } from 'node:path';
import {
  embeddedStartSchema,
  embeddedStopSchema,
  type EmbeddedStart,
} from '../../shared/contracts/embedded-server.ts';
import { describeFailure, explainFailedStart } from './explain-failed-start.ts';
import type { ShellLink } from './open-shell-link.ts';
import type { EmbeddedServer } from './serve-embedded.ts';

/** Without a shell nobody reads answers: what is under way gets this long to be put down safely. */
const ORPHAN_TIMEOUT_MS = 3_000;

/** What a run needs of the process it is in. */
export interface EmbeddedHost {
  readonly link: ShellLink;
  /** Loaded on demand, so that a part that cannot be loaded is told to the shell like any other failure. */
  readonly serve: (start: EmbeddedStart) => Promise<EmbeddedServer>;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Writes down why something failed; what the shell is told holds no details. */
  readonly report: (error: unknown) => void;
}

/** Serves the desktop shell at the other end of `link` until it says stop, or is gone. */
export interface EmbeddedRun {
  /** Drains, says `stopped` and ends the process. Idempotent. */
  readonly stop: () => void;
}

/**
 * Waits for the shell's `start`, serves, and ends the process with 0 after draining on `stop` (also while it is still
 * starting), with 1 when it could not start, and without draining long when the shell is gone.
 */
export function runEmbedded({ link, serve, exit, report }: EmbeddedHost): EmbeddedRun {
  let serving: Promise<EmbeddedServer | null> | undefined;
  let ending: Promise<void> | undefined;

  const fail = async (failure: ReturnType<typeof describeFailure>): Promise<null> => {
    await link.send(failure);
    exit(1);
    return null;
  };

  const start = async (message: unknown): Promise<EmbeddedServer | null> => {
    const parsed = embeddedStartSchema.safeParse(message);
    const options = parsed.success ? parsed.data : null;
    if (!options || !isAbsolute(options.dataDir) || !isAbsolute(options.webDir)) {
      // Which fields are wrong, and not what they hold: the secret is one of them.
      report(new Error(`the start message is wrong: ${listWrongFields(parsed.error)}`));
      return fail(describeFailure('INVALID_START', options?.dataDir ?? ''));
    }
    try {
      const embedded = await serve(options);
      if (!ending) await link.send({ type: 'listening', port: embedded.port });
      return embedded;
    } catch (error) {
      report(error);
      return fail(explainFailedStart(error, options.dataDir));
    }
  };

  const stop = async (): Promise<void> => {
    const embedded = await serving;
    // It has failed, said so, and is about to end.
    if (serving && !embedded) return;
    let code = 0;
    try {
      await embedded?.server.close();
    } catch (error) {
      report(error);
      code = 1;
    }
    await link.send({ type: 'stopped' });
    exit(code);
  };

  link.onMessage((message) => {
    if (embeddedStopSchema.safeParse(message).success) ending ??= stop();
    else if (!serving && !ending) serving = start(message);
    else report(new Error('a message was neither understood nor expected'));
  });

  link.onGone(() => {
    setTimeout(() => exit(1), ORPHAN_TIMEOUT_MS);
    ending ??= stop();
    // Nobody is left at the other end of any of them.
    void serving?.then((embedded) => embedded?.server.app.server.closeAllConnections());
  });

  return { stop: () => void (ending ??= stop()) };
}

function listWrongFields(error: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined): string {
  if (!error) return 'a folder is not absolute';
  return error.issues.map(({ path }) => path.map(String).join('.') || 'all of it').join(', ');
}
