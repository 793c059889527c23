import type { LiveEvent } from '../../shared/contracts/live.ts';
import { router, userProcedure } from '../platform/trpc.ts';
import { streamEvents } from './stream-events.ts';

/** The one subscription of a window. */
export const liveRouter = router({
  events: userProcedure.subscription(({ ctx, signal }) =>
    cutAfterGoodbye(streamEvents(ctx.services, ctx.actor, signal ?? new AbortController().signal)),
  ),
});

/**
 * tRPC tells a client that a stream has come to its end, and the client then stays away. After a goodbye that means
 * "come back", the stream is cut instead, which makes every EventSource connect again by itself.
 */
async function* cutAfterGoodbye(stream: AsyncIterable<LiveEvent>): AsyncGenerator<LiveEvent, void, void> {
  for await (const event of stream) {
    yield event;
    if (event.type === 'bye' && event.reason !== 'SIGNED_OUT')
      throw new DOMException('the client is to connect again', 'AbortError');
  }
}
