import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Shorter texts fit into one packet anyway. */
const MIN_BYTES = 1_200;

/** The strongest that still costs well under a millisecond for a page. */
const BROTLI_OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** A text as it travels; `encoding` is null when it travels as it is. */
export interface CompressedText {
  readonly body: Buffer;
  readonly encoding: 'br' | 'gzip' | null;
}

/** Compresses `text` in a way that `acceptEncoding` (the request's header) allows. */
export async function compressText(
  text: string,
  acceptEncoding: string | undefined,
): Promise<CompressedText> {
  const plain = Buffer.from(text);
  if (plain.length < MIN_BYTES) return { body: plain, encoding: null };
  const accepted = listEncodings(acceptEncoding ?? '');
  if (accepted.has('br')) return { body: await toBrotli(plain, BROTLI_OPTIONS), encoding: 'br' };
  if (accepted.has('gzip')) return { body: await toGzip(plain), encoding: 'gzip' };
  return { body: plain, encoding: null };
}

/** The codings a header names and does not refuse (RFC 9110, section 12.5.3); `*` alone is no wish for one. */
function listEncodings(header: string): Set<string> {
  const encodings = new Set<string>();
  for (const part of header.slice(0, 500).split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const isRefused = parameters.some((text) => /^q=0(\.0*)?$/.test(text));
    if (!isRefused) encodings.add(name);
  }
  return encodings;
}
