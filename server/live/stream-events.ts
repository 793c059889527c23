import type { LiveEvent, LiveVersions } from '../../shared/contracts/live.ts';
import type { Actor, AppDeps } from '../platform/app-deps.ts';
import { AppError } from '../platform/app-error.ts';
import { ChangeBuffer } from './change-buffer.ts';
import { isSessionOpen } from './is-session-open.ts';
import { listDifferences, readVersions } from './read-versions.ts';

/** Streams one user may have open in one process; windows of one browser share one. */
const MAX_STREAMS_PER_USER = 20;

/** How long things take; tests set shorter ones. */
export interface StreamTimes {
  readonly sessionCheckMs: number;
  /** Just before tRPC would cut the stream, and not for all at once. */
  readonly maxAgeMs: number;
  /** After opening on PostgreSQL: until another process must have heard that this one streams to the user. */
  readonly settleMs: number;
}

function defaultTimes(): StreamTimes {
  return { sessionCheckMs: 60_000, maxAgeMs: 14 * 60_000 + Math.random() * 50_000, settleMs: 2_000 };
}

/**
 * Tells what changes of the caller's data: first the versions, then every change, until `signal` is aborted, the
 * session ends, the server drains or the stream has lived for 15 minutes; the last three are announced with `bye`.
 * Throws RATE_LIMITED at the first event when the caller has too many streams open.
 */
export async function* streamEvents(
  { db, events }: Pick<AppDeps, 'db' | 'events'>,
  actor: Actor,
  signal: AbortSignal,
  times: StreamTimes = defaultTimes(),
): AsyncGenerator<LiveEvent, void, void> {
  if (events.countSubscribers(actor.userId) >= MAX_STREAMS_PER_USER)
    throw new AppError('RATE_LIMITED', { retryAfterSeconds: 60 });

  const buffer = new ChangeBuffer();
  const due = { sessionCheck: false, comparison: false, end: false };
  let wake: () => void = () => undefined;
  const call = (need: keyof typeof due) => (): void => {
    due[need] = true;
    wake();
  };

  using ends = new DisposableStack();
  ends.defer(
    events.subscribe(actor.userId, ({ topic, id }) => {
      buffer.push({ topic, id });
      if (topic === 'session') due.sessionCheck = true;
      wake();
    }),
  );
  ends.defer(
    events.onDoubt(() => {
      due.sessionCheck = true;
      due.comparison = true;
      wake();
    }),
  );
  for (const cause of [signal, events.draining]) {
    const listener = (): void => wake();
    cause.addEventListener('abort', listener);
    ends.defer(() => cause.removeEventListener('abort', listener));
  }
  ends.adopt(setInterval(call('sessionCheck'), times.sessionCheckMs).unref(), clearInterval);
  ends.adopt(setTimeout(call('end'), times.maxAgeMs).unref(), clearTimeout);
  if (db.dialect === 'postgres')
    ends.adopt(setTimeout(call('comparison'), times.settleMs).unref(), clearTimeout);

  let versions: LiveVersions | null = null;
  while (!signal.aborted) {
    // Made before anything is looked at, so that whatever happens from here on ends the wait below.
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (events.draining.aborted) return yield { type: 'bye', reason: 'DRAINING' };
    if (due.end) return yield { type: 'bye', reason: 'MAX_AGE' };
    if (due.sessionCheck) {
      due.sessionCheck = false;
      if (!(await isSessionOpen(db, actor))) return yield { type: 'bye', reason: 'SIGNED_OUT' };
    }
    if (versions === null) {
      versions = await readVersions(db.reader, db.now(), actor.userId);
      yield { type: 'versions', versions };
      continue;
    }
    if (due.comparison) {
      due.comparison = false;
      const current = await readVersions(db.reader, db.now(), actor.userId);
      for (const topic of listDifferences(versions, current)) buffer.push({ topic, id: null });
      versions = current;
    }
    const change = buffer.shift();
    if (change) yield { type: 'changed', ...change };
    else await woken;
  }
}
