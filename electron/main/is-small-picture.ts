/** A small file may unfold to more pixels than there is memory for. */
const MAX_PIXELS = 40_000_000;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** As much of a file as {@link isSmallPicture} looks at: up to the height (PNG specification, "IHDR Image header"). */
export const PICTURE_HEAD_BYTES = 24;

/** Whether a file that begins with `head` says of itself that it is a PNG of a size that can be drawn without a thought. */
export function isSmallPicture(head: Buffer): boolean {
  if (head.length < PICTURE_HEAD_BYTES || !head.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return false;
  return head.readUInt32BE(16) * head.readUInt32BE(20) <= MAX_PIXELS;
}
