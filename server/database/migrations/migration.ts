import type { Dialect } from '../sql.ts';

/** One step of the schema: explicit SQL per dialect, applied once, in one transaction. Never edited after a release. */
export interface Migration {
  /** `NNNN-what-it-does`; the order of names is the order of application. */
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
}
