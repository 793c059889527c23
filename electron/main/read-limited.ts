/** The same bytes as they come. Throws, and reads no further, once there are more than `maxBytes`: a server may never end. */
export async function* limitBytes(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  let length = 0;
  // Leaving the loop early gives the rest of the answer up.
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new Error('the answer is larger than it should be');
    yield chunk;
  }
}

/** The bytes of an answer. Throws, and reads no further, once there are more than `maxBytes`. */
export async function readLimited(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  if (response.body !== null) {
    for await (const chunk of limitBytes(response.body, maxBytes)) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The value in an answer of JSON that is at most `maxBytes` long. Throws for a longer one, and for anything else than JSON. */
export async function readLimitedJson(response: Response, maxBytes: number): Promise<unknown> {
  return JSON.parse((await readLimited(response, maxBytes)).toString('utf8')) as unknown;
}
