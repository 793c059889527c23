import type { UpdateState } from '../../../../shared/contracts/desktop.ts';
import type { Log } from '../../log-file.ts';
import { mayTakeUpdate, readNotes } from './judge-update.ts';
import type { Updater } from './updater.ts';

/** What updates depend on. */
export interface UpdateParts {
  /** Null where this app cannot be updated: not packaged, or packaged without an address. */
  readonly updater: Updater | null;
  readonly currentVersion: string;
  /** The version that was put off, remembered from one start to the next. */
  readonly postponed: { get(): string | null; set(version: string | null): void };
  readonly setState: (state: UpdateState) => void;
  /** Ends what writes to the database and copies it. Throws when that cannot be done; then nothing is installed. */
  readonly backUp: () => Promise<void>;
  /** Says that there was no backup, and lets the app go on. */
  readonly refuse: () => Promise<void>;
  readonly log: Log;
}

/** Looking for, getting and installing newer versions; each only one at a time. */
export interface Updates {
  /** Looks for a newer version and gets it in the background; promises what is known then. */
  check(): Promise<UpdateState>;
  /** Backs up the database and installs the version that is ready; nothing when none is. */
  install(): Promise<void>;
  /** Does not ask about the version that is ready again. */
  postpone(): void;
}

type Ready = Extract<UpdateState, { status: 'ready' }>;

/** Makes the updates of an app. Nothing is asked before the first `check`. */
export function createUpdates(parts: UpdateParts): Updates {
  const { updater, currentVersion, postponed, log } = parts;
  let ready: Ready | null = null;
  let checking: Promise<UpdateState> | null = null;
  let isInstalling = false;

  const set = <State extends UpdateState>(state: State): State => {
    parts.setState(state);
    return state;
  };
  const look = async (from: Updater): Promise<UpdateState> => {
    set({ status: 'checking' });
    const offer = await from.check();
    if (offer === null) return set({ status: 'none' });
    if (!mayTakeUpdate(offer, currentVersion, from.feedUrl)) {
      log.warn(`the version ${offer.version} on offer is not taken`);
      return set({ status: 'none' });
    }
    const { version } = offer;
    let shown = -1;
    const showPercent = (percent: number): void => {
      const whole = Math.floor(percent);
      if (whole === shown) return;
      shown = whole;
      set({ status: 'downloading', version, percent: whole });
    };
    showPercent(0);
    await from.download(showPercent);
    ready = {
      status: 'ready',
      version,
      notes: readNotes(offer.notes),
      isPostponed: postponed.get() === version,
    };
    return set(ready);
  };

  return {
    check: () => {
      if (updater === null) return Promise.resolve(set({ status: 'unsupported' }));
      if (ready !== null) return Promise.resolve(ready);
      checking ??= look(updater)
        .catch((error: unknown) => {
          log.warn('no newer version could be had', error);
          return set({ status: 'failed' });
        })
        .finally(() => (checking = null));
      return checking;
    },
    install: async () => {
      if (updater === null || ready === null || isInstalling) return;
      isInstalling = true;
      try {
        await parts.backUp();
      } catch (error) {
        log.error('the database was not backed up, so nothing is installed', error);
        isInstalling = false;
        await parts.refuse();
        return;
      }
      log.info(`version ${ready.version} is installed`);
      updater.install();
    },
    postpone: () => {
      if (ready === null) return;
      postponed.set(ready.version);
      ready = set({ ...ready, isPostponed: true });
    },
  };
}
