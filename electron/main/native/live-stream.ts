import { EventSource } from 'eventsource';
import { z } from 'zod';
import { LIVE_TOPICS, type LiveEvent } from '../../../shared/contracts/live.ts';
import { chooseRetryDelay } from '../retry-delay.ts';
import { limitEvents } from './limit-events.ts';

/** The server says something every 15 seconds; twice that and some is silence. */
const SILENCE_MS = 40_000;

/** After a refusal or a lost connection: it may be over, the session may be too. */
const RETRY_PACE = { firstMs: 2_000, longestMs: 60_000 };

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
 * Follows the server's stream of changes, and comes back by itself however it ends, also when it falls silent; later
 * each time until something is told again. Events it does not know are skipped. Returns how to stop.
 */
export function openLiveStream(
  fetchFromServer: FetchFromServer,
  take: (event: LiveEvent) => void,
): () => void {
  let source: EventSource | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  const open = (): void => {
    source?.close();
    const opened = new EventSource(ADDRESS, {
      fetch: async (url, init) => {
        const { pathname, search } = new URL(url);
        const signal = init.signal as AbortSignal;
        return limitEvents(await fetchFromServer(pathname + search, { headers: init.headers, signal }));
      },
    });
    source = opened;
    const hear = (): void => againAfter(SILENCE_MS);
    hear();
    for (const name of ['open', 'ping', 'connected']) opened.addEventListener(name, hear);
    opened.addEventListener('message', ({ data }) => {
      // A closed EventSource still tells the rest of what has arrived with its last event.
      if (isStopped) return;
      failures = 0;
      hear();
      const event = readEvent(data);
      if (event !== null) take(event);
    });
    // It would come back by itself after the same time for everybody. `return`: the server has told all there is to tell.
    for (const name of ['error', 'return']) {
      opened.addEventListener(name, () => {
        if (source !== opened) return;
        opened.close();
        againAfter(chooseRetryDelay(RETRY_PACE, failures));
        failures += 1;
      });
    }
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
