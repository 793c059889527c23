import { z } from 'zod';
import type { LiveEvent, LiveVersions } from '../../../shared/contracts/live.ts';
import type { Connection } from '../connection.ts';
import type { Log } from '../log-file.ts';
import { askServer } from './ask-server.ts';
import { openLiveStream, type FetchFromServer } from './live-stream.ts';

const overviewSchema = z.object({ credits: z.int() });

/** Something of the account that has changed; a null id does not say which one. */
export interface AccountChange {
  readonly topic: 'orders' | 'generations';
  readonly id: string | null;
}

/** What is followed of the account that is signed in. */
export interface AccountWatch {
  /** Available credits; null while nobody is signed in or they are not known. */
  readonly credits: number | null;
  /** Calls back whenever `credits` has become another number. */
  onCredits(listener: () => void): void;
  onChange(listener: (change: AccountChange) => void): void;
  stop(): void;
}

/** What the watch depends on. */
export interface AccountWatchParts {
  readonly connection: Pick<Connection, 'state' | 'isSignedIn' | 'onChange' | 'onSession' | 'fetch'>;
  /** Names the server in use: what was known of another one's account is forgotten. */
  readonly describeServer: () => string;
  readonly openStream?: (fetch: FetchFromServer, take: (event: LiveEvent) => void) => () => void;
  readonly log: Log;
}

/** Follows the account of whoever is signed in by the same stream as a page, whether or not there is a window. */
export function watchAccount(parts: AccountWatchParts): AccountWatch {
  const { connection, describeServer, openStream = openLiveStream, log } = parts;
  const creditListeners: (() => void)[] = [];
  const changeListeners: ((change: AccountChange) => void)[] = [];
  let credits: number | null = null;
  let server = describeServer();
  let known: LiveVersions | null = null;
  let stopStream: (() => void) | null = null;
  /** Counts the streams, so that an answer for an earlier one changes nothing. */
  let turn = 0;
  let reading: 'not' | 'under way' | 'again' = 'not';

  const fetchFromServer: FetchFromServer = (path, init) => connection.fetch(path, init);
  const setCredits = (next: number | null): void => {
    if (next === credits) return;
    credits = next;
    for (const listener of creditListeners) listener();
  };
  const tell = (change: AccountChange): void => {
    for (const listener of changeListeners) listener(change);
  };

  const readCredits = async (): Promise<void> => {
    if (reading !== 'not') {
      reading = 'again';
      return;
    }
    const mine = turn;
    reading = 'under way';
    try {
      const overview = await askServer(fetchFromServer, 'statistics.overview', overviewSchema);
      if (mine === turn) setCredits(overview.credits);
    } catch (error) {
      // The next change, or the stream's next beginning, reads it again.
      log.warn('the balance could not be read', error);
    }
    const isWantedAgain = (reading as string) === 'again';
    reading = 'not';
    if (isWantedAgain && stopStream !== null) await readCredits();
  };

  const take = (event: LiveEvent): void => {
    if (event.type === 'bye') {
      if (event.reason === 'SIGNED_OUT') leave();
      return;
    }
    if (event.type === 'versions') {
      const before = known;
      known = event.versions;
      void readCredits();
      if (before === null) return;
      // What has happened while nobody listened.
      for (const topic of ['orders', 'generations'] as const) {
        if (before[topic] !== event.versions[topic]) tell({ topic, id: null });
      }
      return;
    }
    if (event.topic === 'credits') void readCredits();
    else if (event.topic === 'orders' || event.topic === 'generations')
      tell({ topic: event.topic, id: event.id });
  };

  const halt = (): void => {
    turn += 1;
    stopStream?.();
    stopStream = null;
  };
  const leave = (): void => {
    halt();
    known = null;
    setCredits(null);
  };
  const follow = (): void => {
    const current = describeServer();
    if (current !== server || (connection.state.status === 'ready' && !connection.isSignedIn)) {
      server = current;
      leave();
    }
    if (connection.state.status !== 'ready') halt();
    else if (connection.isSignedIn && stopStream === null) stopStream = openStream(fetchFromServer, take);
  };
  const stops = [
    connection.onChange(follow),
    connection.onSession(() => {
      // Somebody else may have signed in.
      leave();
      follow();
    }),
  ];
  follow();

  return {
    get credits() {
      return credits;
    },
    onCredits: (listener) => void creditListeners.push(listener),
    onChange: (listener) => void changeListeners.push(listener),
    stop: () => {
      for (const stop of stops) stop();
      halt();
    },
  };
}
