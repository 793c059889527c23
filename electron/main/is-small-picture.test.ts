import { expect, it } from 'vitest';
import { isSmallPicture } from './is-small-picture.ts';

function describePng(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

it.each([
  ['a picture as they are made', describePng(2_048, 2_048), true],
  ['one that unfolds to gigabytes', describePng(60_000, 60_000), false],
  ['one of the largest size there is', describePng(0xffff_ffff, 0xffff_ffff), false],
  ['the beginning of one', describePng(1, 1).subarray(0, 20), false],
  ['a page', Buffer.from('<html>'.repeat(10)), false],
  ['nothing', Buffer.alloc(0), false],
])('is decided before it is drawn: %s', (_title, bytes, expected) => {
  expect(isSmallPicture(bytes)).toBe(expected);
});
