import { createRamp, lerp, mixColors, smoothStep } from '../color.ts';
import { drawConifer } from '../draw-conifer.ts';
import type { Scene } from '../scene.ts';
import { isNight, paintLuminary, paintRainfall, paintSky, paintSnowfall, paintStars } from '../sky.ts';

/** A conifer forest that fades into mist, layer by layer, with the sun's light slanting through it. */
export function paintForest(scene: Scene): void {
  const { canvas, random, noise, palette, theme } = scene;
  const { width, height, unit } = canvas;
  const night = isNight(scene);
  paintSky(scene, height * 0.72);
  if (night || theme.stars) paintStars(scene, height * 0.6, 1.2);
  const luminary = {
    x: width * random.pick([0.28, 0.4, 0.62, 0.72]),
    y: height * random.between(0.2, 0.34),
    radius: unit * (night ? 0.06 : random.between(0.07, 0.11)),
    moon: night || theme.moon,
  };
  paintLuminary(scene, luminary);
  const mist = mixColors(palette.sky.at(-1) ?? palette.pale, palette.light, night ? 0.03 : 0.3);
  const land = createRamp([mixColors(palette.land[0] ?? mist, mist, 0.45), ...palette.land, palette.dark]);
  const layers = 6;
  const clearing = luminary.x / width + random.between(-0.06, 0.06);
  for (let i = 0; i < layers; i++) {
    const depth = i / (layers - 1);
    const ground = height * lerp(0.56, 1.06, depth ** 1.25);
    const color = land.at(depth * 0.97);
    const tallest = unit * lerp(0.11, 0.72, depth ** 1.7);
    const trees = Math.round(lerp(95, 15, depth ** 0.6) * (width / unit));
    const foot = (x: number): number => ground + unit * 0.05 * noise.at((x / unit) * 2.4 + i * 9, i);
    for (let n = 0; n < trees; n++) {
      const t = (n + random.between(0.1, 0.9)) / trees;
      const away = Math.abs(t - clearing);
      // The nearest trees leave a way to look through.
      if (i === layers - 1 && away < 0.3) continue;
      if (i === layers - 2 && away < 0.13) continue;
      const x = t * width * 1.08 - width * 0.04;
      const tall = tallest * random.between(0.5, 1) * lerp(1, 0.75 + away, depth);
      drawConifer(canvas, random, {
        x,
        base: foot(x) + unit * 0.02,
        tall,
        color: mixColors(color, land.at(Math.max(0, depth - 0.18)), random.between(0, 0.5)),
        mist,
        misty: lerp(0.9, 0, Math.min(1, depth * 1.2)),
        snow: theme.snow ? mixColors(palette.pale, color, lerp(0.55, 0.1, depth)) : null,
      });
    }
    const floor = theme.snow ? mixColors(palette.pale, color, 0.25) : color;
    for (let x = 0; x < width; x++) {
      const top = foot(x);
      for (let y = Math.max(0, Math.floor(top)); y < height; y++) {
        const part = Math.min(1, Math.max(0, y + 0.5 - top));
        const below = (y - top) / (unit * 0.16);
        canvas.cover(x, y, floor, part * 0.9);
        canvas.cover(x, y, mist, part * smoothStep(1.2, 0, below) * lerp(0.9, 0, depth));
      }
    }
    if (i === layers - 3 && !night) paintShafts(scene, luminary.x, luminary.y);
    if (i < layers - 1) paintMistBank(scene, ground, lerp(0.5, 0.3, depth), i);
  }
  if (theme.snow) paintSnowfall(scene);
  else if (!theme.rain) paintMotes(scene, luminary.x);
  if (theme.rain) paintRainfall(scene);
}

function paintMistBank(
  { canvas, noise, palette }: Scene,
  ground: number,
  amount: number,
  layer: number,
): void {
  const { width, unit } = canvas;
  const mist = mixColors(palette.sky.at(-1) ?? palette.pale, palette.light, 0.15);
  const half = unit * 0.12;
  canvas.visit(0, ground - half, width, ground + half, (x, y) => {
    const near = 1 - Math.abs(y - ground) / half;
    const drift = noise.layered((x / unit) * 1.7 + layer * 31, (y / unit) * 5, 3);
    const thick = smoothStep(-0.35, 0.6, drift) * near * near * (3 - 2 * near);
    if (thick > 0) canvas.cover(x, y, mist, thick * amount);
  });
}

function paintShafts({ canvas, noise, palette }: Scene, sunX: number, sunY: number): void {
  const { width, height, unit } = canvas;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - sunX;
      const dy = y - sunY;
      const distance = Math.hypot(dx, dy) / unit;
      if (dy <= 0 || distance > 1.1) continue;
      const angle = Math.atan2(dx, dy);
      const ray = noise.at(angle * 7 + 60, 4) + noise.at(angle * 19, 9) * 0.4;
      const light =
        smoothStep(0.0, 0.9, ray) *
        smoothStep(1.1, 0.25, distance) *
        smoothStep(0.1, 0.5, distance) *
        smoothStep(0.05, 0.5, dy / (distance * unit));
      if (light > 0) canvas.shine(x, y, palette.light, light * 0.2);
    }
  }
}

function paintMotes({ canvas, random, palette }: Scene, sunX: number): void {
  for (let i = 0; i < 46; i++) {
    const x = sunX + random.bell() * canvas.unit * 0.26;
    const y = canvas.height * random.between(0.45, 0.95);
    canvas.glow(
      x,
      y,
      canvas.unit * random.between(0.003, 0.008),
      palette.light,
      random.between(0.2, 0.6),
      1.6,
    );
  }
}
