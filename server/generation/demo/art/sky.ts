import { createRamp, dim, lerp, mixColors, smoothStep } from './color.ts';
import type { Color, Ramp } from './color.ts';
import type { Scene } from './scene.ts';

/** Where the sun or the moon stands, in pixels. */
export interface Luminary {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly moon: boolean;
}

/** True when the palette shows a night. */
export function isNight({ palette }: Scene): boolean {
  return palette.moods.includes('night') && !palette.moods.includes('dusk');
}

/** Fills the whole canvas with the palette's sky, whose last colour is reached at `horizon` (pixels), and returns its ramp. */
export function paintSky({ canvas, noise, palette }: Scene, horizon: number): Ramp {
  const ramp = createRamp(palette.sky);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const drift =
        (x & 3) === 0 || x === 0 ? noise.at(x / canvas.unit, 90 + y / canvas.unit) * 0.05 : lastDrift;
      lastDrift = drift;
      canvas.set(x, y, ramp.at(y / horizon + drift * (1 - Math.abs(1 - (2 * y) / horizon))));
    }
  }
  return ramp;
}

let lastDrift = 0;

/** Scatters stars above `bottom` (pixels), fewer and fainter towards it. */
export function paintStars({ canvas, random, palette }: Scene, bottom: number, amount: number): void {
  const count = Math.round(420 * amount);
  const warm = mixColors(palette.pale, palette.light, 0.6);
  for (let i = 0; i < count; i++) {
    const x = random.next() * canvas.width;
    const y = random.next() * bottom;
    const size = random.next() ** 9;
    const light = (0.12 + 0.55 * random.next() + size) * (1 - 0.75 * (y / bottom));
    const radius = 1.1 + size * 2.2;
    canvas.glow(x, y, radius, random.chance(0.3) ? warm : palette.pale, light * 1.5, 1.4);
    if (size > 0.8) canvas.glow(x, y, radius * 5.5, palette.pale, 0.12 * light, 2.8);
  }
}

/** Paints a sun with its halo, or a moon with its seas. */
export function paintLuminary({ canvas, noise, palette }: Scene, { x, y, radius, moon }: Luminary): void {
  const halo = mixColors(palette.light, palette.sky.at(-1) ?? palette.light, 0.55);
  canvas.glow(x, y, radius * (moon ? 5 : 6.5), halo, moon ? 0.16 : 0.34, 3);
  canvas.glow(x, y, radius * 2.4, palette.light, moon ? 0.12 : 0.28, 2.2);
  const top = mixColors(palette.light, palette.pale, 0.5);
  const bottom = moon ? palette.light : mixColors(palette.light, palette.accents[1] ?? palette.light, 0.28);
  const reach = radius + 1;
  canvas.visit(x - reach, y - reach, x + reach, y + reach, (px, py) => {
    const dx = px + 0.5 - x;
    const dy = py + 0.5 - y;
    const part = smoothStep(-0.9, 0.9, radius - Math.hypot(dx, dy));
    if (part === 0) return;
    const seas = moon
      ? smoothStep(0, 0.55, noise.layered((dx / radius) * 1.15 + 40, (dy / radius) * 1.15, 4)) * 0.12
      : 0;
    const light = (moon ? 0.96 : 1.25) - seas;
    canvas.cover(px, py, mix3(top, bottom, dy / radius / 2 + 0.5), part, light);
  });
}

function mix3(from: Color, to: Color, amount: number): Color {
  return [lerp(from[0], to[0], amount), lerp(from[1], to[1], amount), lerp(from[2], to[2], amount)];
}

/** Draws long thin banks of cloud between `top` and `bottom` (pixels), lit from the luminary. */
export function paintClouds(scene: Scene, top: number, bottom: number, amount: number, sun: Luminary): void {
  const { canvas, noise, palette } = scene;
  const lit = mixColors(palette.sky.at(-1) ?? palette.pale, palette.light, 0.55);
  const shaded = mixColors(palette.sky[0] ?? palette.dark, palette.sky.at(-2) ?? palette.pale, 0.7);
  const night = isNight(scene);
  const bright = dim(lit, night ? 0.6 : 1);
  const reach = canvas.unit * 0.55;
  const middle = (top + bottom) / 2;
  const half = (bottom - top) / 2;
  canvas.visit(0, top, canvas.width, bottom - 1, (x, y) => {
    const place = 1 - Math.abs(y - middle) / half;
    const u = x / canvas.unit;
    const v = y / canvas.unit;
    const bend = noise.at(u * 1.3 + 5, v * 2.2) * 0.16;
    const body = noise.layered(u * 1.5 + bend, (v + bend * 0.25) * 8.5, 4);
    const thick = smoothStep(0.08, 0.62, body + (place - 1) * 0.5 + amount * 0.3);
    if (thick <= 0) return;
    const near = smoothStep(reach, 0, Math.hypot(x - sun.x, (y - sun.y) * 1.3));
    canvas.cover(
      x,
      y,
      near > 0.01 ? mix3(shaded, bright, 0.25 + 0.75 * near) : mix3(shaded, bright, 0.25),
      thick * 0.6,
    );
  });
}

/** Lays falling snow over everything, three depths of it. */
export function paintSnowfall({ canvas, random, palette }: Scene): void {
  for (let i = 0; i < 340; i++) {
    const depth = random.next() ** 2.4;
    const x = random.next() * canvas.width;
    const y = random.next() * canvas.height;
    const radius = canvas.unit * lerp(0.0011, 0.0062, depth);
    canvas.disc(x, y, radius, palette.pale, lerp(0.7, 0.34, depth), 1 + radius * lerp(0.5, 1.6, depth));
  }
}

/** Lays slanting rain over everything. */
export function paintRainfall({ canvas, random, palette }: Scene): void {
  for (let i = 0; i < 260; i++) {
    const x = random.next() * canvas.width * 1.1;
    const y = random.next() * canvas.height;
    const length = canvas.unit * random.between(0.02, 0.06);
    canvas.stroke(x, y, x - length * 0.2, y + length, 0.35, 0.5, palette.pale, random.between(0.08, 0.24));
  }
}

/** Mirrors what stands above `shore` (a row) into rippled water below it. */
export function reflectBelow({ canvas, noise, palette }: Scene, shore: number, calm: number): void {
  const { width, height, unit } = canvas;
  const deep = mixColors(palette.land.at(-1) ?? palette.dark, palette.sky[0] ?? palette.dark, 0.45);
  for (let y = shore; y < height; y++) {
    const depth = (y - shore) / (height - shore);
    const wave = lerp(0.6, 9, depth) * (1.2 - calm) * (unit / 768);
    for (let x = 0; x < width; x++) {
      const u = x / unit;
      const v = (y - shore) / unit;
      const ripple =
        noise.at(u * 5, (v * 46) / (0.35 + depth)) + noise.at(u * 16 + 9, (v * 90) / (0.35 + depth)) * 0.5;
      const from = shore - (y - shore) * 1.6 + ripple * wave * 1.8;
      const row = Math.min(shore - 1, Math.max(0, from));
      const upper = Math.floor(row);
      const column = Math.min(width - 1, Math.max(0, Math.round(x + ripple * wave * 0.35)));
      const one = canvas.get(column, upper);
      const two = canvas.get(column, Math.min(shore - 1, upper + 1));
      canvas.set(x, y, mix3(one, two, row - upper));
      canvas.cover(x, y, deep, 0.14 + depth * 0.3 - ripple * 0.05 * depth);
    }
  }
  const haze = mixColors(palette.sky.at(-1) ?? palette.pale, deep, 0.35);
  canvas.visit(0, shore - 3, width, shore + 3, (x, y) => {
    canvas.cover(x, y, haze, 0.3 * (1 - Math.abs(y - shore) / 4) * (0.6 + 0.4 * noise.at(x / 60, 3)));
  });
}
