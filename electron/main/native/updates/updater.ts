import type { OfferedUpdate } from './judge-update.ts';

/** Where updates come from, as far as the app deals with it. */
export interface Updater {
  /** The address that is asked. */
  readonly feedUrl: string;
  /** Asks for the newest version; null when the feed names none above this one. Throws when it cannot be asked. */
  check(): Promise<OfferedUpdate | null>;
  /** Gets the version that was last offered, checked against its hash and signature. Throws when it cannot be had. */
  download(onPercent: (percent: number) => void): Promise<void>;
  /** Ends the app, replaces it and starts it again. */
  install(): void;
}
