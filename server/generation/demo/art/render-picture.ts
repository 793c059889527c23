import type { ImageSize } from '../../../../shared/contracts/generation.ts';
import { Canvas } from './canvas.ts';
import { paintBloom } from './compositions/bloom.ts';
import { paintDunes } from './compositions/dunes.ts';
import { paintForest } from './compositions/forest.ts';
import { paintGlass } from './compositions/glass.ts';
import { paintInk } from './compositions/ink.ts';
import { paintOrbits } from './compositions/orbits.ts';
import { paintRanges } from './compositions/ranges.ts';
import { paintRibbons } from './compositions/ribbons.ts';
import { paintSeascape } from './compositions/seascape.ts';
import { paintSkyline } from './compositions/skyline.ts';
import { paintWeave } from './compositions/weave.ts';
import { developPicture } from './develop-picture.ts';
import { drawLabel } from './draw-label.ts';
import { encodePng } from './encode-png.ts';
import { createNoise } from './noise.ts';
import { PALETTES } from './palettes.ts';
import type { Palette } from './palettes.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { readTheme } from './read-theme.ts';
import type { CompositionName, Theme } from './read-theme.ts';
import type { Composition } from './scene.ts';

/** What a picture is made from; the same request gives the same bytes. */
export interface PictureRequest {
  readonly prompt: string;
  /** Null takes the seed from the prompt. */
  readonly seed: number | null;
  /** Which of several images of one job, from 0. */
  readonly index: number;
  readonly size: ImageSize;
}

/** A finished picture. */
export interface Picture {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** A PNG. */
  readonly bytes: Uint8Array;
}

/** Pixels of each size a creator can choose. */
const PICTURE_SIZES: Readonly<Record<ImageSize, { readonly width: number; readonly height: number }>> = {
  square: { width: 768, height: 768 },
  landscape: { width: 1024, height: 640 },
  portrait: { width: 640, height: 1024 },
};

const COMPOSITIONS: Readonly<Record<CompositionName, Composition>> = {
  ranges: paintRanges,
  seascape: paintSeascape,
  forest: paintForest,
  skyline: paintSkyline,
  dunes: paintDunes,
  bloom: paintBloom,
  orbits: paintOrbits,
  ribbons: paintRibbons,
  glass: paintGlass,
  weave: paintWeave,
  ink: paintInk,
};

/** Promises a picture that answers the prompt, byte for byte the same for the same request; takes some 0.3 s of CPU. */
export function renderPicture({ prompt, seed, index, size }: PictureRequest): Picture {
  const { width, height } = PICTURE_SIZES[size];
  const text = prompt.normalize('NFC').trim();
  const random = createRandom(`${text}\n${seed ?? 'own'}\n${index}`);
  const theme = readTheme(text);
  const name = chooseComposition(theme, random, index);
  const palette = choosePalette(theme, name, random);
  const canvas = new Canvas(width, height);
  COMPOSITIONS[name]({ canvas, random, noise: createNoise(random), palette, theme });
  drawLabel(canvas);
  const flat = name === 'ink';
  const samples = developPicture(canvas, {
    vignette: flat ? 0.12 : 0.34,
    grain: flat ? 2 : 2.3,
    grainSeed: random.whole(1, 2_147_483_646),
  });
  return { width, height, bytes: encodePng(width, height, samples, 'Creator Studio demo') };
}

/** The first image answers the words most literally; later ones may take the second reading. */
function chooseComposition(theme: Theme, random: Random, index: number): CompositionName {
  const [first] = theme.compositions as readonly [CompositionName, ...CompositionName[]];
  return theme.named && index === 0 ? first : random.pick(theme.compositions);
}

/** Moods that a picture must not take on unasked, if anything else fits. */
const STRONG_MOODS = ['snow', 'desert', 'night'] as const;

function choosePalette(theme: Theme, name: CompositionName, random: Random): Palette {
  const wanted = name === 'ink' && !theme.named ? [...theme.moods, 'ink' as const] : theme.moods;
  let usual = PALETTES.filter(({ moods }) => name === 'ink' || !moods.includes('ink'));
  for (const mood of name === 'ink' ? [] : theme.required) {
    const left = usual.filter(({ moods }) => moods.includes(mood));
    if (left.length > 0) usual = left;
  }
  const score = ({ moods }: Palette): number =>
    wanted.filter((mood) => moods.includes(mood)).length -
    STRONG_MOODS.filter((mood) => moods.includes(mood) && !wanted.includes(mood)).length * 2;
  const scores = usual.map(score);
  const best = Math.max(...scores);
  // Whatever comes close may win, so that one subject does not always wear the same colours.
  const floor = theme.moods.length === 0 ? -2 : best > 2 && random.chance(0.4) ? best - 1 : best;
  const fits = usual.filter((_, i) => (scores[i] ?? 0) >= floor);
  return random.pick(fits);
}
