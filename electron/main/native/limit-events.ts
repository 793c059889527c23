/** The longest event that is waited for; a server that never ends one would fill the memory. */
const MAX_EVENT_BYTES = 256_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The same answer, which fails once a part of it between two empty lines is longer than any event is. */
export function limitEvents(response: Response): Response {
  let length = 0;
  let last = 0;
  const limiter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, stream) {
      for (const byte of chunk) {
        if (byte === CARRIAGE_RETURN) continue;
        length = byte === LINE_FEED && last === LINE_FEED ? 0 : length + 1;
        last = byte;
      }
      if (length > MAX_EVENT_BYTES) throw new Error('the server tells an event that does not end');
      stream.enqueue(chunk);
    },
  });
  const { status, headers, body } = response;
  return body === null ? response : new Response(body.pipeThrough(limiter), { status, headers });
}
