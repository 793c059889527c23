import { parseColor } from './color.ts';
import type { Color } from './color.ts';

/** What a palette suits; a prompt's words ask for the same tags. */
export type Mood =
  | 'day'
  | 'dawn'
  | 'dusk'
  | 'night'
  | 'snow'
  | 'desert'
  | 'green'
  | 'sea'
  | 'ink'
  | 'spring'
  | 'autumn'
  | 'red'
  | 'orange'
  | 'gold'
  | 'teal'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'gray';

/** One harmony of colours, by the part they play. */
export interface Palette {
  readonly name: string;
  readonly moods: readonly Mood[];
  /** From the zenith to the horizon. */
  readonly sky: readonly Color[];
  /** From the farthest to the nearest. */
  readonly land: readonly Color[];
  /** The sun, the moon, a lamp. */
  readonly light: Color;
  /** Five colours that carry a picture without a landscape. */
  readonly accents: readonly Color[];
  readonly dark: Color;
  readonly pale: Color;
}

function palette(
  name: string,
  moods: readonly Mood[],
  sky: string,
  land: string,
  light: string,
  accents: string,
  ends: string,
): Palette {
  const read = (list: string): Color[] => list.split(' ').map((hex) => parseColor(`#${hex}`));
  const [dark, pale] = read(ends) as [Color, Color];
  return {
    name,
    moods,
    sky: read(sky),
    land: read(land),
    light: read(light)[0]!,
    accents: read(accents),
    dark,
    pale,
  };
}

/** The curated harmonies; every composition works with each of them. */
export const PALETTES: readonly Palette[] = [
  palette(
    'peach dawn',
    ['dawn', 'day', 'pink', 'spring'],
    '6f8fbf b9a9cc f3bfa9 fde3c3',
    'c9a9b8 8d7fa3 4f5480 252a4d',
    'fff3d6',
    'e2725b f2a07b f7cfa5 7d8cc0 3c4a80',
    '20233f fdf1e1',
  ),
  palette(
    'ember dusk',
    ['dusk', 'orange', 'red', 'autumn'],
    '2b2350 7a3563 d9574f f9a65a fed98b',
    'b0566a 7a3a5e 43264f 1d1533',
    'ffe2a6',
    'd8413f f1743c f9b256 7a2f5f 2e2154',
    '170f29 ffeccb',
  ),
  palette(
    'golden hour',
    ['dusk', 'gold', 'day', 'autumn', 'orange'],
    '5f7f95 b9b49b f0c987 fbe3ae',
    'c9a26b 946b47 5c4536 2b2420',
    'fff4cf',
    'c8802f e8b04a f3d58a 6d7f6a 2f4a4f',
    '241c18 fff5dd',
  ),
  palette(
    'midnight indigo',
    ['night', 'blue'],
    '050a1f 0d1c45 22407d 5579ab',
    '3a5788 213a68 11224a 070f26',
    'f4f0dc',
    '2c5aa8 5f93d6 a9cbee f2d492 182a5e',
    '050916 e6eefb',
  ),
  palette(
    'aurora',
    ['night', 'green', 'teal'],
    '04101f 07303c 0f6257 58b78c',
    '2e6f6d 174b52 0b2c39 051520',
    'e9fff2',
    '1fa187 6ed6a0 c4f0b2 2f6db5 4b3b8f',
    '03101a eafff4',
  ),
  palette(
    'violet hour',
    ['dusk', 'night', 'purple', 'pink'],
    '1c1544 4a2f7c a0588f eb9a9c fbd1b0',
    '8d5b92 5c3f80 342a62 171539',
    'ffe9cf',
    '6b3fa0 b05cb0 f08ca0 fbc6a4 2b2a6b',
    '120f2e fdeaf0',
  ),
  palette(
    'alpine noon',
    ['day', 'blue', 'snow'],
    '2f6fb4 6fa5d6 b4d5ea e9f3f5',
    'a9c3d6 6f93ae 3d627f 1b3a52',
    'fffdf0',
    '2f6fb4 79b4dd f2efe2 e9a84c 1d4468',
    '12283a f6fbff',
  ),
  palette(
    'first snow',
    ['snow', 'gray', 'blue', 'dawn'],
    '8aa2b8 b6c5d2 dbe1e6 f6efe8',
    'c4cfd9 94a5b5 5f7386 2d3c4c',
    'fffaf0',
    '6f8ba3 a9bccb e4e9ec d98d76 33475b',
    '1f2b38 fafbfc',
  ),
  palette(
    'polar night',
    ['snow', 'night', 'blue', 'purple'],
    '0c1533 24366b 5d6fa6 b6b4d2',
    '8d98c2 5a6a9c 303f70 131c3d',
    'fbf3e4',
    '3b4f94 7f8fcd d4d7f0 e7a8b8 1c2654',
    '0a1129 f1f3ff',
  ),
  palette(
    'saharan',
    ['desert', 'orange', 'day', 'gold', 'autumn'],
    '4d8aa8 9dbdb8 efd6ac fae4bf',
    'e6b47a d38d52 a95f38 5f3027',
    'fff6dc',
    'd9702f eda45a f5d39b 4d8aa8 7a3325',
    '35191a fff3df',
  ),
  palette(
    'rose desert',
    ['desert', 'dusk', 'pink', 'red'],
    '3b3a6b 8b5a86 e08b83 f9c9a0',
    'd98d7a b8605f 7d3c52 3c1f3c',
    'ffeccc',
    'c74f55 e98a78 f8c7a0 6d5596 33295c',
    '261431 ffeee2',
  ),
  palette(
    'moss',
    ['green', 'day', 'spring'],
    '8fb3a5 bccfb2 e2e4c2 f6f0d4',
    'a9bf9b 6f9274 3b6350 17362f',
    'fffbe0',
    '3f7d4f 8cb369 dcd98b e9a15b 1c4a45',
    '10261f f8f7e3',
  ),
  palette(
    'deep pine',
    ['green', 'teal', 'dawn', 'gray'],
    '4d7376 86a8a1 c0cdb8 efe3c8',
    '93aea5 5b8079 2b534f 0e2a2c',
    'fff4d4',
    '1f6f63 5fa38a c9d6a8 e3b062 163f45',
    '0a1f22 f3f5ea',
  ),
  palette(
    'lagoon',
    ['sea', 'day', 'teal', 'blue'],
    '2f86b8 6db9cf b5e0dc f5f0d8',
    '7fbcc0 3d8f9f 1c6480 0e3a57',
    'fffbe6',
    '128a9c 5cc2bd c9ecd9 f4b66a 0e4a72',
    '0a2a42 f2fcf8',
  ),
  palette(
    'north sea',
    ['sea', 'gray', 'blue', 'dawn'],
    '4c6a86 88a3b2 c5cfcc f1e4d0',
    '93a9b2 5d7d8e 355a70 173547',
    'fff5dc',
    '2f5f7d 7fa3b3 d9dcd2 dd8e5e 1b3a52',
    '10222f f5f5f0',
  ),
  palette(
    'coral sea',
    ['sea', 'dusk', 'pink', 'orange'],
    '27497d 6e6fa8 e58f93 fcc79a fde7b8',
    'a97f9f 6a5f92 36487c 14254f',
    'fff0c9',
    'ee6c5b f7a072 fcd9a0 3f7fa6 1f3d70',
    '0f1d3d fff1e2',
  ),
  palette(
    'cherry',
    ['pink', 'spring', 'day', 'dawn'],
    '9ac0dc cfdbe6 f6d9dc fcecdf',
    'd9b5c3 b0819c 745672 3a2d47',
    'fffaf0',
    'd6587c f08fa6 fbc9cd 8fae8b 5a3d66',
    '2b1f35 fff5f3',
  ),
  palette(
    'vermilion and ink',
    ['ink', 'red', 'gray'],
    'd8cdb8 e6dcc8 f1e9d8 f8f2e4',
    'b8b0a2 837d76 4b4a4a 1d1f23',
    'c8372d',
    'c8372d 3a3f47 7d8588 b59a6b 1c2a38',
    '17181b f7f0e1',
  ),
  palette(
    'indigo and tea',
    ['ink', 'blue', 'teal'],
    'cfd3cb e0dfd0 eee8d6 f6f0df',
    'a9b3ae 6f8388 3b5464 16283a',
    'c9793a',
    '24476b 5d86a0 a8bbae c9793a 1a2f45',
    '13202d f5efe0',
  ),
  palette(
    'plum garden',
    ['purple', 'pink', 'red', 'autumn'],
    '5b4a78 a57d9c e3b5b0 f7dfca',
    'ad84a0 7a5580 4a3560 211a38',
    'fff0d8',
    '8e3b6b c9587f f0a08f f4d3a1 3f2f66',
    '1d142b fdf0ea',
  ),
];
