import type { LiveEvent, LiveTopic, LiveVersions } from '../../../shared/contracts/live.ts';
import { followGeneration, type ApiCache } from './follow-generation.ts';

/** Reads again whatever an event says has changed. */
export function applyChange(cache: ApiCache, topic: Exclude<LiveTopic, 'session'>, id: string | null): void {
  const { utils } = cache;
  switch (topic) {
    case 'credits':
      void utils.statistics.overview.invalidate();
      void utils.statistics.credits.invalidate();
      void utils.credits.transactions.invalidate();
      void utils.credits.page.invalidate();
      void utils.credits.trace.invalidate();
      return;
    case 'membership':
      void utils.statistics.overview.invalidate();
      void utils.statistics.membership.invalidate();
      void utils.membership.state.invalidate();
      void utils.membership.preview.invalidate();
      return;
    case 'orders':
      void utils.orders.page.invalidate();
      void (id === null ? utils.orders.get.invalidate() : utils.orders.get.invalidate({ orderNo: id }));
      return;
    case 'generations':
      if (id === null) void utils.generation.invalidate();
      else void followGeneration(cache, id);
      void utils.statistics.membership.invalidate();
  }
}

/**
 * Takes the versions a stream starts with: what differs from `known` has changed while nobody listened. Returns what
 * is known from now on. With nothing known, everything counts as changed: it was read before the stream began.
 */
export function applyVersions(
  cache: ApiCache,
  known: LiveVersions | null,
  versions: LiveVersions,
): LiveVersions {
  for (const topic of Object.keys(versions) as (keyof LiveVersions)[]) {
    if (known?.[topic] !== versions[topic]) applyChange(cache, topic, null);
  }
  return versions;
}

/** Whether an event tells that the session is over. */
export function endsSession(event: LiveEvent): boolean {
  return event.type === 'bye' && event.reason === 'SIGNED_OUT';
}
