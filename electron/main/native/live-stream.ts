import { EventSource } from 'eventsource';
import { z } from 'zod';
import { LIVE_TOPICS, type LiveEvent } from '../../../shared/contracts/live.ts';

/** The server says something every 15 seconds; twice that and some is silence. */
const SILENCE_MS = 40_000;

/** After a refusal: it may be over, the session may be too. */
const AGAIN_MS = 5_000;

/** Where the stream is, in words that only the `fetch` given reads. */
const ADDRESS = 'https://studio.invalid/trpc/live.events';

const eventSchema = z.object({
  json: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('versions'),
      versions: z.object({
        credits: z.string(),
        membership: z.string(),
        orders: z.string(),
        generations: z.string(),
      }),
    }),
    z.object({ type: z.literal('changed'), topic: z.enum(LIVE_TOPICS), id: z.string().nullable() }),
    z.object({ type: z.literal('bye'), reason: z.enum(['DRAINING', 'MAX_AGE', 'SIGNED_OUT']) }),
  ]),
});

/** Reads what the server answers to `path`, as the signed-in user. */
export type FetchFromServer = (path: string, init?: RequestInit) => Promise<Response>;

/**
 * Follows the server's stream of changes, and comes back by itself however it ends, also when it falls silent. Events
 * it does not know are skipped. Returns how to stop.
 */
export function openLiveStream(
  fetchFromServer: FetchFromServer,
  take: (event: LiveEvent) => void,
): () => void {
  let source: EventSource | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const open = (): void => {
    source?.close();
    const opened = new EventSource(ADDRESS, {
      fetch: (url, init) => {
        const { pathname, search } = new URL(url);
        return fetchFromServer(pathname + search, {
          headers: init.headers,
          signal: init.signal as AbortSignal,
        });
      },
    });
    source = opened;
    const hear = (): void => againAfter(SILENCE_MS);
    hear();
    for (const name of ['open', 'ping', 'connected']) opened.addEventListener(name, hear);
    opened.addEventListener('message', ({ data }) => {
      // A closed EventSource still tells the rest of what has arrived with its last event.
      if (isStopped) return;
      hear();
      const event = readEvent(data);
      if (event !== null) take(event);
    });
    opened.addEventListener('error', () => {
      // While it is connecting again by itself there is nothing to do.
      if (opened.readyState === opened.CLOSED) againAfter(AGAIN_MS);
    });
    // The server has told all there is to tell and an EventSource would ask at once for more.
    opened.addEventListener('return', () => {
      opened.close();
      againAfter(AGAIN_MS);
    });
  };
  const againAfter = (delayMs: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(open, delayMs);
  };

  open();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    source?.close();
  };
}

function readEvent(data: unknown): LiveEvent | null {
  try {
    const parsed = eventSchema.safeParse(JSON.parse(String(data)));
    return parsed.success ? parsed.data.json : null;
  } catch {
    return null;
  }
}
