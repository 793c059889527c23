import type { LiveEvent } from '../../../shared/contracts/live.ts';

/** How the stream of changes is doing. */
export type StreamState = 'connecting' | 'open' | 'reconnecting';

/** Whoever wants to hear of changes. */
export interface StreamSink {
  event(event: LiveEvent): void;
  state(state: StreamState): void;
  /** The stream was refused or ended for good: the session may be over. */
  refused(): void;
}

type Message =
  | { readonly type: 'event'; readonly event: LiveEvent }
  | { readonly type: 'state'; readonly state: StreamState }
  | { readonly type: 'refused' }
  | { readonly type: 'ask' };

/**
 * Lets all windows of this browser hear one stream: the window that holds the lock `name` connects and passes on what
 * it hears; when it closes, another one takes over. Without Web Locks (an insecure origin) each window connects itself.
 * Returns how to stop.
 */
export function shareStream(
  name: string,
  connect: (sink: StreamSink) => () => void,
  sink: StreamSink,
): () => void {
  // Typed by what is asked: on an insecure origin it is missing.
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return connect(sink);

  const channel = new BroadcastChannel(name);
  const stopped = new AbortController();
  let current: StreamState | null = null;
  const post = (message: Message): void => {
    // What a connection says while it is being ended is for nobody.
    if (!stopped.signal.aborted) channel.postMessage(message);
  };

  const lead = (): (() => void) =>
    connect({
      event: (event) => {
        sink.event(event);
        post({ type: 'event', event });
      },
      state: (state) => {
        current = state;
        sink.state(state);
        post({ type: 'state', state });
      },
      refused: () => {
        sink.refused();
        post({ type: 'refused' });
      },
    });

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.type) {
      case 'event':
        sink.event(data.event);
        break;
      case 'state':
        sink.state(data.state);
        break;
      case 'refused':
        sink.refused();
        break;
      case 'ask':
        if (current !== null) post({ type: 'state', state: current });
    }
  };
  post({ type: 'ask' });

  locks
    .request(name, { signal: stopped.signal }, async () => {
      const disconnect = lead();
      await new Promise<void>((resolve) => {
        if (stopped.signal.aborted) resolve();
        else stopped.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      disconnect();
    })
    // Stopped while it was waiting for its turn.
    .catch(() => undefined);

  return () => {
    stopped.abort();
    channel.close();
  };
}
