import { constants, crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS = 3;

/**
 * Promises a PNG of 8-bit sRGB samples (red, green, blue, row by row); the same samples give the same bytes.
 * Format: W3C "Portable Network Graphics (PNG) Specification", sections 5 (chunks) and 9 (filters).
 */
export function encodePng(width: number, height: number, samples: Uint8Array, software: string): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  // Grain leaves nothing for a longer search to find; runs are enough, at half the time.
  const packed = deflateSync(filterRows(width, height, samples), {
    memLevel: 9,
    strategy: constants.Z_RLE,
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('sRGB', Buffer.from([0])),
    chunk('tEXt', Buffer.from(`Software\0${software}`, 'latin1')),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(body, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8);
  return whole;
}

/** Sub, Up, Average or Paeth for every row, whichever leaves the smallest differences (specification, section 12.7). */
function filterRows(width: number, height: number, samples: Uint8Array): Uint8Array {
  const stride = width * CHANNELS;
  const filtered = new Uint8Array(height * (stride + 1));
  const tries = [1, 2, 3, 4].map((type) => ({ type, row: new Uint8Array(stride), cost: 0 }));
  const [sub, up, average, paeth] = tries as [Try, Try, Try, Try];
  for (let y = 0; y < height; y++) {
    const start = y * stride;
    sub.cost = up.cost = average.cost = paeth.cost = 0;
    for (let i = 0; i < stride; i++) {
      const value = samples[start + i]!;
      const a = i < CHANNELS ? 0 : samples[start + i - CHANNELS]!;
      const b = y === 0 ? 0 : samples[start + i - stride]!;
      const c = i < CHANNELS || y === 0 ? 0 : samples[start + i - stride - CHANNELS]!;
      const toA = Math.abs(b - c);
      const toB = Math.abs(a - c);
      const toC = Math.abs(a + b - 2 * c);
      keep(sub, i, value - a);
      keep(up, i, value - b);
      keep(average, i, value - ((a + b) >> 1));
      keep(paeth, i, value - (toA <= toB && toA <= toC ? a : toB <= toC ? b : c));
    }
    const best = tries.reduce((least, candidate) => (candidate.cost < least.cost ? candidate : least));
    filtered[start + y] = best.type;
    filtered.set(best.row, start + y + 1);
  }
  return filtered;
}

interface Try {
  readonly type: number;
  readonly row: Uint8Array;
  cost: number;
}

function keep(candidate: Try, i: number, difference: number): void {
  candidate.row[i] = difference;
  candidate.cost += Math.abs((difference << 24) >> 24);
}
