/** A colour in linear light, red, green, blue, 0 to 1 (more than 1 is brighter than white until the picture is developed). */
export type Color = readonly [number, number, number];

/** A colour at every position from 0 to 1; positions outside give the ends. */
export interface Ramp {
  at(position: number): Color;
}

/** Limits `value` to 0..1. */
export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** The straight way from `from` to `to`. */
export function lerp(from: number, to: number, amount: number): number {
  return from + (to - from) * amount;
}

/** 0 below `low`, 1 above `high`, and a smooth step between; `low` may be the greater one, then it falls. */
export function smoothStep(low: number, high: number, value: number): number {
  const t = clamp01((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** Reads `#rrggbb` (sRGB) into linear light. */
export function parseColor(hex: string): Color {
  const channel = (offset: number): number => {
    const encoded = Number.parseInt(hex.slice(offset, offset + 2), 16) / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** To OKLab (Björn Ottosson, "A perceptual color space for image processing"), where mixtures look even. */
function toLab([r, g, b]: Color): Color {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Color): Color {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function mixLab(from: Color, to: Color, amount: number): Color {
  return [lerp(from[0], to[0], amount), lerp(from[1], to[1], amount), lerp(from[2], to[2], amount)];
}

/** The colour that looks `amount` of the way from `from` to `to`. */
export function mixColors(from: Color, to: Color, amount: number): Color {
  return fromLab(mixLab(toLab(from), toLab(to), clamp01(amount)));
}

/** The same colour with its light multiplied. */
export function dim(color: Color, factor: number): Color {
  return [color[0] * factor, color[1] * factor, color[2] * factor];
}

/** How bright a colour is, 0 to 1, in linear light. */
export function brightness(color: Color): number {
  return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2];
}

const RAMP_STEPS = 1024;

/** Promises an even-looking run through all `colors` (at least one), precomputed so that reading it is cheap. */
export function createRamp(colors: readonly Color[]): Ramp {
  const stops = colors.map(toLab);
  const steps: Color[] = [];
  for (let i = 0; i <= RAMP_STEPS; i++) {
    const place = (i / RAMP_STEPS) * (stops.length - 1);
    const index = Math.min(Math.floor(place), Math.max(0, stops.length - 2));
    const from = stops[index]!;
    steps.push(fromLab(mixLab(from, stops[index + 1] ?? from, place - index)));
  }
  return { at: (position) => steps[(clamp01(position) * RAMP_STEPS + 0.5) | 0]! };
}
