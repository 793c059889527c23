import { join } from 'node:path';
import { createGroupCommit, type GroupCommit } from '../database/group-commit.ts';
import type { Dialect } from '../database/sql.ts';
import type { AppDeps } from '../platform/app-deps.ts';
import {
  applyFinishGenerations,
  type FinishCommand,
  type FinishOutcome,
} from './apply-finish-generations.ts';
import {
  applyStartGenerations,
  readStartsAhead,
  type StartCommand,
  type StartOutcome,
} from './apply-start-generations.ts';
import type { GenerationProvider } from './generation-provider.ts';
import { createGenerationSignals, type GenerationSignals } from './generation-signals.ts';
import { createOutputFiles, type OutputFiles } from './output-files.ts';

/** Transactions of starts at once: SQLite has one writer; on PostgreSQL one works while another waits for the disk. */
const START_LANES: Readonly<Record<Dialect, number>> = { sqlite: 1, postgres: 2 };

/** What the commands and the worker of one server share. */
export interface GenerationRuntime {
  /** Transactions that start generations, shared by whoever starts one meanwhile. */
  readonly starts: GroupCommit<StartCommand, StartOutcome>;
  /** Transactions that end generations with their refunds. */
  readonly finishes: GroupCommit<FinishCommand, FinishOutcome>;
  readonly provider: GenerationProvider;
  readonly files: OutputFiles;
  readonly signals: GenerationSignals;
  /** Tells the worker of this process that a generation waits. */
  wake(): void;
}

/** What every command of this feature asks for. */
export interface GenerationDeps extends AppDeps {
  readonly generation: GenerationRuntime;
}

/** Creates the runtime over `app`; outputs are kept below `<dataDir>/files`. */
export function createGenerationRuntime(app: AppDeps, provider: GenerationProvider): GenerationRuntime {
  const { db, limits, config } = app;
  const signals = createGenerationSignals();
  const settings = {
    businessTimeZone: config.businessTimeZone,
    queuedGenerationsPerUser: limits.queuedGenerationsPerUser,
  };
  return {
    starts: createGroupCommit(
      db.write,
      (tx, now, commands, ahead) => applyStartGenerations(tx, now, commands, settings, ahead),
      {
        readAhead: readStartsAhead,
        lanes: { count: START_LANES[db.dialect], ownerOf: ({ userId }) => userId },
      },
    ),
    finishes: createGroupCommit(db.write, (tx, now, commands) =>
      applyFinishGenerations(tx, now, commands, settings),
    ),
    provider,
    files: createOutputFiles(join(config.dataDir, 'files')),
    signals,
    wake: signals.wake,
  };
}
