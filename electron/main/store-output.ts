import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Connection } from './connection.ts';
import { limitBytes } from './read-limited.ts';

/** More than any work or export is; a server that never ends its answer must not fill the disk. */
const MAX_FILE_BYTES = 2_000_000_000;

/**
 * Writes the server's file at `url` (`/files/…`) into `file`, which must not be there yet. Throws when the server has
 * none or the disk does not take it; what was written until then is for the caller to remove.
 */
export async function storeOutput(
  connection: Pick<Connection, 'fetch'>,
  url: string,
  file: string,
  maxBytes = MAX_FILE_BYTES,
): Promise<void> {
  if (!new URL(url, 'http://server').pathname.startsWith('/files/'))
    throw new Error('that is no file of the server');
  const response = await connection.fetch(url);
  const { body } = response;
  if (!response.ok || body === null) throw new Error(`the server answered ${String(response.status)}`);
  await pipeline(
    body as unknown as AsyncIterable<Uint8Array>,
    (chunks: AsyncIterable<Uint8Array>) => limitBytes(chunks, maxBytes),
    createWriteStream(file, { flags: 'wx' }),
  );
}
