import type { Canvas } from './canvas.ts';

const LUT_RANGE = 4;
const LUT_STEPS = 1 << 15;
const SHOULDER = 0.72;

/** Linear light up to four times white, to sRGB levels; what is brighter than the shoulder bends instead of clipping. */
const LEVELS = (() => {
  const levels = new Float32Array(LUT_STEPS + 1);
  for (let i = 0; i <= LUT_STEPS; i++) {
    const light = (i / LUT_STEPS) * LUT_RANGE;
    const bent =
      light <= SHOULDER ? light : SHOULDER + (1 - SHOULDER) * Math.tanh((light - SHOULDER) / (1 - SHOULDER));
    levels[i] = 255 * (bent <= 0.0031308 ? bent * 12.92 : 1.055 * bent ** (1 / 2.4) - 0.055);
  }
  return levels;
})();

/** How a picture is finished. */
export interface Development {
  /** How much the corners darken, 0 to 1. */
  readonly vignette: number;
  /** Height of the film grain in 8-bit levels; it also keeps gradients from banding. */
  readonly grain: number;
  /** Makes the grain repeatable. */
  readonly grainSeed: number;
}

/** Promises 8-bit sRGB samples (red, green, blue, row by row) of the canvas, with corners darkened and grain laid over. */
export function developPicture(canvas: Canvas, { vignette, grain, grainSeed }: Development): Uint8Array {
  const { width, height, data } = canvas;
  const samples = new Uint8Array(width * height * 3);
  const scale = LUT_STEPS / LUT_RANGE;
  let state = grainSeed | 1;
  let i = 0;
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) / height - 0.5;
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width - 0.5;
      const distance = u * u + v * v;
      const light = (1 - vignette * distance * distance * 4) * scale;
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const speck = ((state & 0xffff) + (state >>> 16)) / 65_536 - 1;
      const shift = speck * grain + 0.5;
      for (let end = i + 3; i < end; i++) {
        const place = data[i]! * light;
        const level = LEVELS[place <= 0 ? 0 : place >= LUT_STEPS ? LUT_STEPS : place | 0]! + shift;
        samples[i] = level <= 0 ? 0 : level >= 255 ? 255 : level;
      }
    }
  }
  return samples;
}
