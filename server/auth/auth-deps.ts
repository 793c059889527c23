import type { AppDeps } from '../platform/app-deps.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** What the commands of this feature use. */
export interface AuthDeps extends AppDeps {
  readonly passwordHasher: PasswordHasher;
}

/** Who asks for a session, before anybody knows who they are. */
export interface AuthClient {
  /** Counted against the limits per address. */
  readonly address: string;
  /** What the client calls itself; null when it says nothing. */
  readonly userAgent: string | null;
  /** How the session's token will travel. */
  readonly transport: 'COOKIE' | 'BEARER';
}
