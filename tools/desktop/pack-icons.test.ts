import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packIcns, packIco } from './pack-icons.ts';

const RESOURCES = path.join(import.meta.dirname, 'resources');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

it('puts each picture into an .ico where its entry says that it is', () => {
  const pictures = new Map([
    [16, Buffer.from('small')],
    [256, Buffer.from('largest')],
  ]);
  const icon = packIco(pictures);
  expect([...icon.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0]);
  const entries = [6, 22].map((at) => {
    const [length, offset] = [icon.readUInt32LE(at + 8), icon.readUInt32LE(at + 12)];
    return [icon.readUInt8(at), icon.readUInt8(at + 1), icon.subarray(offset, offset + length).toString()];
  });
  expect(entries).toEqual([
    [16, 16, 'small'],
    // A byte has no 256; 0 means it.
    [0, 0, 'largest'],
  ]);
});

it('puts each picture into an .icns under every name of its size, and says how long the whole is', () => {
  const icon = packIcns(new Map([[256, Buffer.from('picture')]]));
  expect(icon.toString('latin1', 0, 4)).toBe('icns');
  expect(icon.readUInt32BE(4)).toBe(icon.length);
  expect([icon.toString('latin1', 8, 12), icon.readUInt32BE(12)]).toEqual(['ic08', 15]);
  expect(icon.toString('latin1', 16, 23)).toBe('picture');
  expect(icon.toString('latin1', 23, 27)).toBe('ic13');
});

it('has drawn the icons of every system', async () => {
  for (const file of ['icon.ico', 'icon.icns', 'icons/512x512.png', 'icons/16x16.png']) {
    expect((await readFile(path.join(RESOURCES, file))).includes(PNG), file).toBe(true);
  }
});
