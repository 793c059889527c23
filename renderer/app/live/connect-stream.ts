import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../../server/app-router.ts';
import { readFailure } from '../api/read-failure.ts';
import type { StreamSink } from './share-stream.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Follows the server's stream of changes into `sink`, and comes back by itself however it ends: EventSource returns
 * after a lost connection, this does after a refusal or an end. Returns how to stop.
 */
export function connectStream(client: TRPCClient<AppRouter>, sink: StreamSink): () => void {
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;

  const again = (): void => {
    subscription?.unsubscribe();
    clearTimeout(timer);
    if (stopped) return;
    sink.state('reconnecting');
    const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    failures++;
    // Not all windows of the world at once after a restart.
    timer = setTimeout(open, delayMs * (0.75 + Math.random() / 2));
  };

  const open = (): void => {
    subscription = client.live.events.subscribe(undefined, {
      onConnectionStateChange: ({ state }) => {
        if (stopped) return;
        if (state === 'pending') {
          failures = 0;
          sink.state('open');
        } else if (state === 'connecting') sink.state(failures === 0 ? 'connecting' : 'reconnecting');
      },
      onData: (event) => sink.event(event),
      onError: (error) => {
        const { reason } = readFailure(error);
        if (reason !== 'OFFLINE') sink.refused();
        again();
      },
      onStopped: again,
    });
  };

  // A connection that broke unnoticed is found out as soon as the network is back.
  const onOnline = (): void => {
    failures = 0;
    again();
  };
  window.addEventListener('online', onOnline);
  sink.state('connecting');
  open();
  return () => {
    stopped = true;
    window.removeEventListener('online', onOnline);
    clearTimeout(timer);
    subscription?.unsubscribe();
  };
}
