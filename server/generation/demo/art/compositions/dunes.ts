import { createRamp, dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Scene } from '../scene.ts';
import { isNight, paintClouds, paintLuminary, paintSky, paintStars } from '../sky.ts';

/** Sand dunes, each crest parting light from shadow, under a large sun or a starry sky. */
export function paintDunes(scene: Scene): void {
  const { canvas, random, noise, palette, theme } = scene;
  const { width, height, unit } = canvas;
  const horizon = height * random.between(0.44, 0.54);
  paintSky(scene, horizon * 1.08);
  const night = isNight(scene);
  if (night || theme.stars) paintStars(scene, horizon, 1.5);
  const side = random.pick([-1, 1]);
  const radius = unit * (night ? 0.05 : random.between(0.08, 0.135));
  const luminary = {
    x: width * (0.5 + side * random.between(0.12, 0.26)),
    y: horizon - radius * random.between(0.7, 2),
    radius,
    moon: night || theme.moon,
  };
  paintLuminary(scene, luminary);
  paintClouds(scene, height * 0.04, horizon * 0.95, random.between(-0.6, -0.1), luminary);
  const count = 5;
  const land = createRamp(palette.land);
  const haze = mixColors(palette.sky.at(-1) ?? palette.pale, palette.light, 0.2);
  const margin = Math.ceil(unit * 0.6);
  const crests = Array.from({ length: count }, (_, i) =>
    traceCrest(scene, horizon, i, i / (count - 1), margin),
  );
  crests.forEach((crest, i) => {
    const depth = i / (count - 1);
    const lit = dim(mixColors(land.at(Math.max(0, depth * 0.55)), palette.light, 0.22), night ? 0.8 : 1.12);
    const shade = mixColors(land.at(Math.min(1, depth * 0.5 + 0.3)), palette.sky[0] ?? palette.dark, 0.2);
    const hazy = lerp(0.6, 0, depth ** 0.6);
    const nearer = crests.slice(i + 1);
    for (let x = 0; x < width; x++) {
      const ridge = crest[x + margin]!;
      const stop = Math.min(height - 1, ...nearer.map((other) => Math.ceil(other[x + margin]!) + 1));
      for (let y = Math.max(0, Math.floor(ridge)); y <= stop; y++) {
        const below = y + 0.5 - ridge;
        const part = Math.min(1, below + 0.5);
        if (part <= 0) continue;
        // Shadow edges run down from each crest in a curve, away from the sun.
        const wander = noise.at((x / unit) * 1.6 + i * 3, (below / unit) * 2.6 + i * 8) * unit * 0.09;
        const from =
          x +
          margin +
          side * (below * 0.85 + (below * below) / (unit * 0.9)) +
          wander * Math.min(1, (below / unit) * 6);
        const inside = Math.min(crest.length - 4, Math.max(2, from));
        const at = Math.floor(inside);
        const rest = inside - at;
        const slope = lerp(crest[at + 2]! - crest[at - 2]!, crest[at + 3]! - crest[at - 1]!, rest) / 4;
        const facing = smoothStep(-0.035, 0.05, slope * -side + 0.012);
        const ripple = Math.sin(
          ((below * 1.35 + x * 0.3 * side) / unit) * 210 * lerp(1.7, 0.8, depth) +
            noise.at((x / unit) * 6, (y / unit) * 9) * 5,
        );
        const fade = Math.min(1, below / (unit * 0.3));
        const light =
          1 + ripple * 0.028 * depth * (0.4 + facing) + noise.at((x / unit) * 3, (y / unit) * 7) * 0.06;
        const shine = facing * (0.95 - 0.25 * fade);
        const dust = hazy * (0.55 + 0.45 * fade);
        const channel = (c: 0 | 1 | 2): number =>
          lerp(lerp(shade[c] * (1 - 0.12 * fade), lit[c], shine) * light, haze[c], dust);
        canvas.cover(x, y, [channel(0), channel(1), channel(2)], part);
      }
    }
  });
  if (!theme.named || random.chance(0.6)) paintCaravan(scene, horizon, luminary.x);
}

/** The row of a dune's ridge for every column, and for `margin` columns on either side of the picture. */
function traceCrest(
  { canvas, noise }: Scene,
  horizon: number,
  i: number,
  depth: number,
  margin: number,
): Float64Array {
  const { width, height, unit } = canvas;
  const base = lerp(horizon * 1.03, height * 0.86, depth ** 1.1);
  const tall = unit * lerp(0.05, 0.17, depth);
  const wide = lerp(2.4, 0.95, depth);
  const crest = new Float64Array(width + margin * 2);
  for (let x = 0; x < crest.length; x++) {
    const u = ((x - margin) / unit) * wide + i * 17.3;
    // A folded wave gives the long back and the sharp crest of a dune.
    const fold = 1 - Math.abs(noise.at(u, i * 4.7)) * 1.7;
    crest[x] = base - tall * (fold * 0.75 + noise.at(u * 0.5 + 3, i * 2.2) * 0.7);
  }
  return crest;
}

function paintCaravan({ canvas, random, palette }: Scene, horizon: number, sunX: number): void {
  const { unit, width, height } = canvas;
  const side = sunX > width / 2 ? -1 : 1;
  const count = random.whole(3, 5);
  const base = lerp(horizon, height, 0.3);
  for (let i = 0; i < count; i++) {
    const x = width / 2 + side * unit * (0.05 + i * 0.033);
    const y = base + Math.sin(i * 1.3) * unit * 0.004;
    const s = unit * 0.0085;
    canvas.stroke(x - s * 0.7, y - s * 1.2, x + s * 0.6, y - s * 1.2, s * 0.34, s * 0.3, palette.dark);
    canvas.disc(x, y - s * 1.6, s * 0.36, palette.dark);
    canvas.stroke(
      x + side * -s * 0.6,
      y - s * 1.2,
      x + side * -s * 1.15,
      y - s * 2,
      s * 0.16,
      s * 0.12,
      palette.dark,
    );
    canvas.stroke(
      x + side * -s * 1.15,
      y - s * 2,
      x + side * -s * 1.5,
      y - s * 1.95,
      s * 0.17,
      s * 0.1,
      palette.dark,
    );
    for (const leg of [-0.6, -0.4, 0.4, 0.6]) {
      canvas.stroke(
        x + s * leg,
        y - s * 1.1,
        x + s * (leg + random.between(-0.15, 0.15)),
        y,
        s * 0.11,
        s * 0.07,
        palette.dark,
      );
    }
    for (let n = 1; n < 20; n++)
      canvas.span(
        Math.round(y + n * 0.35),
        x + side * n - 2,
        x + side * n + 3,
        palette.dark,
        0.05 * (1 - n / 20),
      );
  }
}
