import type { Canvas } from './canvas.ts';
import type { Noise } from './noise.ts';
import type { Palette } from './palettes.ts';
import type { Random } from './random.ts';
import type { Theme } from './read-theme.ts';

/** All that a composition draws with. */
export interface Scene {
  readonly canvas: Canvas;
  readonly random: Random;
  readonly noise: Noise;
  readonly palette: Palette;
  readonly theme: Theme;
}

/** Draws one whole picture onto the scene's canvas. */
export type Composition = (scene: Scene) => void;
