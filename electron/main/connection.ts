import type { ConnectionChoice, ConnectionResult, ConnectionState } from '../../shared/contracts/desktop.ts';

/** The server that requests go to now. */
export interface Upstream {
  readonly origin: string;
  /** Shown with every request to the embedded server; null for a hosted one. */
  readonly secret: string | null;
  /** Under which name its session is kept. */
  readonly sessionKey: string;
}

/** The server the app works with. */
export interface Connection {
  readonly state: ConnectionState;
  /** Calls back after every change of the state; returns how to stop. */
  onChange(listener: (state: ConnectionState) => void): () => void;
  /** Uses what the settings say. Call it once. */
  start(): Promise<void>;
  /** Uses another server from now on and remembers it; refused choices change nothing. */
  choose(choice: ConnectionChoice): Promise<ConnectionResult>;
  /** Starts the embedded server again, or asks for the hosted one at once. */
  retry(): Promise<void>;
  /** Waits until the server can be asked; null when it cannot, or when `signal` is aborted. */
  whenReady(signal?: AbortSignal): Promise<Upstream | null>;
  /** Asks the server as the signed-in user, `path` from its root. Throws when it cannot be reached. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Calls back when somebody has signed in or out. */
  onSession(listener: (isSignedIn: boolean) => void): () => void;
  readonly isSignedIn: boolean;
  /** Drains the embedded server. */
  stop(): Promise<void>;
}
