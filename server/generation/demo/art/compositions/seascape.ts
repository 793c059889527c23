import { createRamp, dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Scene } from '../scene.ts';
import {
  isNight,
  paintClouds,
  paintLuminary,
  paintRainfall,
  paintSky,
  paintSnowfall,
  paintStars,
} from '../sky.ts';
import type { Luminary } from '../sky.ts';

/** Open water under a low sun or moon, its path of light glittering towards the viewer; far islands, sometimes a sail. */
export function paintSeascape(scene: Scene): void {
  const { canvas, random, theme } = scene;
  const { width, height, unit } = canvas;
  const horizon = Math.round(height * random.between(0.46, 0.58));
  paintSky(scene, horizon);
  const night = isNight(scene);
  if (night || theme.stars) paintStars(scene, horizon, theme.stars ? 1.6 : 0.9);
  const radius = unit * (night ? random.between(0.05, 0.075) : random.between(0.075, 0.13));
  const luminary: Luminary = {
    x: width * (random.pick([0.34, 0.5, 0.62, 0.67]) + random.between(-0.03, 0.03)),
    y: horizon - radius * (night ? random.between(2, 3.4) : random.between(-0.1, 1.4)),
    radius,
    moon: night || theme.moon,
  };
  paintLuminary(scene, luminary);
  paintClouds(scene, horizon * 0.12, horizon * 0.99, random.between(-0.15, 0.35), luminary);
  paintIslands(scene, horizon);
  paintWater(scene, horizon, luminary);
  if (random.chance(0.75)) paintSail(scene, horizon, luminary);
  if (theme.snow) paintSnowfall(scene);
  if (theme.rain) paintRainfall(scene);
}

function paintIslands({ canvas, random, noise, palette }: Scene, horizon: number): void {
  const { width, unit } = canvas;
  const layers = random.whole(1, 3);
  for (let i = 0; i < layers; i++) {
    const color = mixColors(
      palette.sky.at(-1) ?? palette.pale,
      palette.land[1] ?? palette.dark,
      0.35 + i * 0.22,
    );
    const from = random.between(-0.3, 0.9) * width;
    const long = unit * random.between(0.35, 0.8);
    const tall = unit * random.between(0.03, 0.085) * (1 - i * 0.2);
    canvas.visit(from, horizon - tall * 1.6, from + long, horizon - 1, (x, y) => {
      const t = (x - from) / long;
      const rise = Math.sin(Math.PI * Math.min(1, Math.max(0, t))) ** 0.8;
      const ridge = horizon - tall * rise * (0.65 + 0.55 * noise.layered((x / unit) * 6 + i * 20, i, 4));
      const part = Math.min(1, Math.max(0, y + 0.5 - ridge));
      if (part > 0) canvas.cover(x, y, color, part * lerp(0.95, 0.72, (y - ridge) / tall));
    });
  }
}

function paintWater({ canvas, noise, palette }: Scene, horizon: number, luminary: Luminary): void {
  const { width, height, unit } = canvas;
  const sky = createRamp(palette.sky);
  const near = mixColors(palette.land.at(-1) ?? palette.dark, palette.sky[0] ?? palette.dark, 0.5);
  const far = mixColors(palette.land[1] ?? palette.pale, sky.at(0.9), 0.6);
  const deep = createRamp([far, palette.land[2] ?? near, near]);
  const glint = dim(
    mixColors(palette.light, palette.sky.at(-1) ?? palette.light, 0.3),
    luminary.moon ? 0.85 : 1.25,
  );
  for (let y = horizon; y < height; y++) {
    const t = (y + 0.5 - horizon) / (height - horizon);
    const distance = 1 / (t + 0.035);
    // Waves finer than a pixel would shimmer; they fade out towards the horizon instead.
    const swell = smoothStep(0, 0.16, t);
    const chop = smoothStep(0.02, 0.4, t);
    const pathWidth = unit * lerp(0.028, 0.2, t ** 0.8) + luminary.radius * 0.6;
    for (let x = 0; x < width; x++) {
      const u = ((x - width / 2) / unit) * distance;
      const v = distance * 3.2;
      const bend = noise.at(u * 0.8 + 3, v * 0.9) * 0.5;
      const long = noise.at(u * 1.1 + bend, v * 2.1 + 11);
      const short = noise.at(u * 3.4 + 7, v * 5.2 + bend);
      const tiny =
        chop > 0 ? (noise.at(u * 8 + 21, v * 13) + noise.at(u * 17, v * 29 + long) * 0.6 * chop) * chop : 0;
      const wave = long * 0.5 * swell + short * 0.45 * swell + tiny * 0.36;
      const mirror = 0.62 * (1 - t) ** 1.6 + 0.1;
      canvas.set(x, y, deep.at(t ** 0.75 + wave * 0.12));
      canvas.cover(
        x,
        y,
        sky.at(0.95 - t * 0.75 + wave * 0.3),
        Math.min(0.95, Math.max(0, mirror + wave * 0.42)),
      );
      const off = Math.abs(x - luminary.x + wave * unit * 0.03) / pathWidth;
      if (off > 2.6) continue;
      const path = Math.exp(-off * off * 1.5);
      const facing = lerp(0.55, 0, swell) + wave * 1.25;
      const sparkle = smoothStep(0.28 - path * 0.42, 0.62 - path * 0.3, facing + path * 0.12);
      canvas.shine(x, y, glint, path * sparkle * lerp(0.75, 0.85, t));
    }
  }
  const haze = mixColors(palette.sky.at(-1) ?? palette.pale, palette.light, 0.3);
  canvas.visit(0, horizon - 6, width, horizon + 10, (x, y) => {
    canvas.cover(x, y, haze, 0.3 * Math.max(0, 1 - Math.abs(y + 0.5 - horizon) / 9));
  });
}

function paintSail({ canvas, random, palette }: Scene, horizon: number, luminary: Luminary): void {
  const { width, height, unit } = canvas;
  const side = luminary.x > width / 2 ? -1 : 1;
  const x = luminary.x + side * unit * random.between(0.16, 0.34);
  const base = horizon + (height - horizon) * random.between(0.05, 0.16);
  const tall = unit * random.between(0.06, 0.1);
  const hull = mixColors(palette.dark, palette.land.at(-1) ?? palette.dark, 0.4);
  const cloth = mixColors(palette.pale, palette.sky.at(-1) ?? palette.pale, 0.35);
  for (let y = Math.floor(base - tall); y < base - tall * 0.1; y++) {
    const s = (y + 0.5 - (base - tall)) / (tall * 0.9);
    if (s < 0) continue;
    const full = s * (1 + 0.5 * (1 - s));
    canvas.span(y, x + 1, x + 1 + tall * 0.36 * full, cloth, 0.95);
    canvas.span(y, x + 1, x + 1 + tall * 0.1 * full, palette.pale, 0.5);
    if (s > 0.18)
      canvas.span(
        y,
        x - tall * 0.3 * (s - 0.18) ** 1.3,
        x - 1,
        mixColors(cloth, palette.accents[0] ?? cloth, 0.75),
        0.95,
      );
  }
  canvas.stroke(x, base, x, base - tall * 1.04, 0.8, 0.5, hull);
  for (let y = Math.floor(base - tall * 0.07); y <= base + tall * 0.05; y++) {
    const s = (y + 0.5 - (base - tall * 0.07)) / (tall * 0.12);
    canvas.span(y, x - tall * lerp(0.36, 0.24, s), x + tall * lerp(0.46, 0.3, s), hull);
  }
  for (let y = Math.ceil(base + tall * 0.05); y < Math.min(height, base + tall * 0.75); y++) {
    const s = (y - base) / (tall * 0.75);
    const sway = Math.sin(y * 0.9 + Math.sin(y * 0.37) * 2) * tall * 0.05 * (0.4 + s);
    canvas.span(y, x - tall * 0.28 * (1 - s) + sway, x + tall * 0.32 * (1 - s) + sway, hull, 0.34 * (1 - s));
  }
}
