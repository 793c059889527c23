/** Parts of a user's data that can change; a client refetches what depends on the ones named. */
export const LIVE_TOPICS = ['credits', 'membership', 'orders', 'generations', 'session'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** How often each topic has changed, as an opaque word: equal words mean nothing was missed. */
export type LiveVersions = Record<Exclude<LiveTopic, 'session'>, string>;

/**
 * What the stream says. Every (re)connection starts with `versions`; then `changed` names what to refetch
 * (for generations, and orders, also which); `bye` announces that the server is about to end the stream on purpose.
 */
export type LiveEvent =
  | { type: 'versions'; versions: LiveVersions }
  | { type: 'changed'; topic: LiveTopic; id: string | null }
  | { type: 'bye'; reason: 'DRAINING' | 'MAX_AGE' | 'SIGNED_OUT' };
