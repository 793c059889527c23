import { dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color } from '../color.ts';
import type { Scene } from '../scene.ts';
import {
  isNight,
  paintClouds,
  paintLuminary,
  paintRainfall,
  paintSky,
  paintSnowfall,
  paintStars,
  reflectBelow,
} from '../sky.ts';

/** A city across the water: rows of towers with lit windows before a large sun or moon, mirrored below. */
export function paintSkyline(scene: Scene): void {
  const { canvas, random, palette, theme } = scene;
  const { width, height, unit } = canvas;
  const shore = Math.round(height * random.between(0.7, 0.77));
  paintSky(scene, shore);
  const night = isNight(scene);
  if (night || theme.stars) paintStars(scene, shore * 0.7, theme.stars ? 1.3 : 0.6);
  const luminary = {
    x: width * random.pick([0.33, 0.5, 0.66]),
    y: shore - unit * random.between(0.3, 0.44),
    radius: unit * (night ? random.between(0.075, 0.11) : random.between(0.13, 0.19)),
    moon: night || theme.moon,
  };
  paintLuminary(scene, luminary);
  paintClouds(scene, height * 0.08, shore * 0.85, random.between(-0.35, 0.1), luminary);
  const horizon = palette.sky.at(-1) ?? palette.pale;
  const haze = night ? mixColors(horizon, palette.dark, 0.35) : mixColors(horizon, palette.light, 0.12);
  const layers = 4;
  for (let i = 0; i < layers; i++) {
    const depth = i / (layers - 1);
    const color = mixColors(
      mixColors(palette.land[0] ?? haze, haze, 0.5),
      mixColors(palette.land.at(-1) ?? palette.dark, palette.dark, 0.3),
      depth ** 0.8,
    );
    paintRow(scene, shore, depth, color, luminary.x);
    const tall = unit * lerp(0.34, 0.16, depth);
    const amount = lerp(0.75, 0.1, depth) * (night ? 0.6 : 1);
    canvas.visit(0, shore - tall, width, shore - 1, (x, y) => {
      canvas.cover(x, y, haze, amount * smoothStep(shore - tall, shore, y) ** 1.5);
    });
  }
  reflectBelow(scene, shore, 0.1);
  if (theme.snow) paintSnowfall(scene);
  if (theme.rain) paintRainfall(scene);
}

function paintRow(scene: Scene, shore: number, depth: number, color: Color, sunX: number): void {
  const { canvas, random, noise } = scene;
  const { width, unit } = canvas;
  let x = -unit * random.between(0, 0.05);
  while (x < width) {
    const wide = unit * random.between(0.032, 0.07) * lerp(0.75, 1.15, depth);
    const center = (x + wide / 2 - width / 2) / width;
    const rise = 0.62 + 0.5 * Math.exp(-center * center * 9) + 0.45 * noise.at((x / unit) * 3, depth * 9);
    const tall = unit * lerp(0.34, 0.19, depth ** 0.8) * rise * random.between(0.5, 1.15);
    paintTower(scene, x, shore - tall, wide, shore, color, depth, sunX > x ? 1 : -1);
    x += wide * random.between(0.86, lerp(1.1, 1.5, depth));
  }
}

function paintTower(
  scene: Scene,
  left: number,
  top: number,
  wide: number,
  shore: number,
  color: Color,
  depth: number,
  lightSide: number,
): void {
  const { canvas, random, palette } = scene;
  const right = left + wide;
  const shape = random.whole(0, 6);
  const spire = wide * random.between(0.5, 1.3);
  if (shape === 1) {
    canvas.box(left + wide * 0.18, top - wide * 0.3, right - wide * 0.18, top, color);
    canvas.box(left + wide * 0.36, top - wide * 0.55, right - wide * 0.36, top - wide * 0.3, color);
  } else if (shape === 2) {
    for (let y = Math.floor(top - wide * 0.5); y < top; y++) {
      canvas.span(y, lerp(right, left, (y - top + wide * 0.5) / (wide * 0.5)), right, color);
    }
  } else if (shape === 3) {
    for (let y = Math.floor(top - spire); y < top; y++) {
      const half = (wide / 2) * ((y + 0.5 - top + spire) / spire) ** 1.7;
      canvas.span(y, left + wide / 2 - half, left + wide / 2 + half, color);
    }
  } else if (shape === 4) {
    canvas.stroke(left + wide / 2, top, left + wide / 2, top - spire, 1.2, 0.4, color);
    canvas.glow(left + wide / 2, top - spire, 6, palette.accents[0] ?? palette.light, 0.9 * depth, 2);
  } else if (shape === 5) {
    for (let y = Math.floor(top - wide * 0.32); y < top; y++) {
      const half = (wide / 2) * Math.sqrt(Math.max(0, 1 - ((top - y - 0.5) / (wide * 0.32)) ** 2));
      canvas.span(y, left + wide / 2 - half, left + wide / 2 + half, color);
    }
  }
  canvas.box(left, top, right, shore, color);
  const edge = wide * random.between(0.18, 0.34);
  const lit = mixColors(color, palette.sky.at(-1) ?? palette.light, 0.28);
  if (lightSide > 0) canvas.box(right - edge, top, right, shore, lit, 0.55);
  else canvas.box(left, top, left + edge, shore, lit, 0.55);
  if (depth > 0.2) lightWindows(scene, left, top, wide, shore, depth);
}

function lightWindows(
  scene: Scene,
  left: number,
  top: number,
  wide: number,
  shore: number,
  depth: number,
): void {
  const { canvas, random, palette } = scene;
  const dark = isNight(scene) || palette.moods.includes('dusk');
  const step = canvas.unit * lerp(0.005, 0.0078, depth);
  const rowStep = step * random.between(1.15, 1.6);
  const awake = random.between(0.14, 0.6) * (dark ? 1 : 0.5);
  const lamp: Color = random.chance(0.2)
    ? (palette.accents[random.whole(1, 2)] ?? palette.light)
    : [1, 0.62, 0.24];
  const warm = mixColors(palette.light, lamp, random.between(0.25, 0.8));
  const columns = Math.floor((wide - step) / step);
  const inset = (wide - columns * step) / 2;
  const bands = random.chance(0.2);
  for (let y = top + rowStep; y < shore - rowStep; y += rowStep) {
    const whole = bands && random.chance(0.3);
    for (let n = 0; n < columns; n++) {
      if (!whole && !random.chance(awake)) continue;
      const x = left + inset + n * step;
      canvas.box(
        x + step * 0.2,
        y,
        x + step * 0.8,
        y + rowStep * 0.55,
        dim(warm, random.between(0.55, 1.25)),
        lerp(0.35, 0.85, depth),
      );
    }
  }
}
