const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;

/** What each size is called inside an icon of macOS; all of them may hold PNG (Apple, "Icon Image Format"). */
const ICNS_TYPES: readonly (readonly [size: number, type: string])[] = [
  [16, 'icp4'],
  [32, 'icp5'],
  [32, 'ic11'],
  [64, 'ic12'],
  [128, 'ic07'],
  [256, 'ic08'],
  [256, 'ic13'],
  [512, 'ic09'],
  [512, 'ic14'],
  [1_024, 'ic10'],
];

/** One `.ico` of square PNGs, by their size in pixels up to 256 (PNG inside is understood since Windows Vista). */
export function packIco(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const header = Buffer.alloc(ICO_HEADER_BYTES + ICO_ENTRY_BYTES * pictures.size);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.size, 4);
  let entry = ICO_HEADER_BYTES;
  let offset = header.length;
  for (const [size, png] of pictures) {
    // A byte cannot say 256: 0 stands for it.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    entry += ICO_ENTRY_BYTES;
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.values()]);
}

/** One `.icns` of square PNGs, by their size in pixels; sizes that macOS has no place for are left out. */
export function packIcns(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const parts = ICNS_TYPES.flatMap(([size, type]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [head(type, png.length), png];
  });
  const bytes = parts.reduce((total, part) => total + part.length, 0);
  return Buffer.concat([head('icns', bytes), ...parts]);
}

// A name of four letters and the length of all that follows, these eight bytes included.
function head(name: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.write(name, 'latin1');
  buffer.writeUInt32BE(bytes + 8, 4);
  return buffer;
}
