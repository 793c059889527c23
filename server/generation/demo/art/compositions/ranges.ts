import { createRamp, lerp, mixColors, smoothStep } from '../color.ts';
import { drawConifer } from '../draw-conifer.ts';
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

/** Mountain ranges behind one another in mist, under a big sun or moon; snow, stars, pines and a lake when asked. */
export function paintRanges(scene: Scene): void {
  const { canvas, random, palette, theme } = scene;
  const { width, height, unit } = canvas;
  const lake = theme.lake || random.chance(0.22);
  const ground = lake ? Math.round(height * random.between(0.74, 0.8)) : height;
  const horizon = ground * random.between(0.46, 0.54);
  const sky = paintSky(scene, horizon * 1.25);
  const night = isNight(scene);
  if (night || theme.stars) paintStars(scene, horizon, theme.stars ? 1.6 : 1);
  const radius = unit * (night ? random.between(0.045, 0.075) : random.between(0.085, 0.15));
  const luminary = {
    x: width * (random.pick([0.3, 0.36, 0.64, 0.7]) + random.between(-0.04, 0.04)),
    y: horizon - radius * (night ? random.between(2.2, 3.6) : random.between(0.5, 1.5)),
    radius,
    moon: night || theme.moon,
  };
  paintLuminary(scene, luminary);
  paintClouds(scene, height * 0.05, horizon * 1.1, random.between(-0.5, 0.15), luminary);
  const mist = mixColors(sky.at(1), palette.light, night ? 0.04 : 0.25);
  paintLayers(scene, horizon, ground, luminary.x, mist);
  if (lake) reflectBelow(scene, ground, 0.75);
  if (!night && random.chance(0.7)) paintBirds(scene, luminary.x, luminary.y);
  if (theme.snow) paintSnowfall(scene);
  if (theme.rain) paintRainfall(scene);
}

function paintLayers(
  scene: Scene,
  horizon: number,
  ground: number,
  sunX: number,
  mist: readonly [number, number, number],
): void {
  const { canvas, random, noise, palette, theme } = scene;
  const { width, unit } = canvas;
  const count = random.whole(5, 6);
  const land = createRamp(palette.land);
  const snowy = theme.snow || palette.moods.includes('snow');
  const profiles: Float64Array[] = [];
  const rough = random.between(0.8, 1.15);
  for (let i = 0; i < count; i++) {
    const depth = i / (count - 1);
    const base = lerp(horizon * 1.02, ground * 0.99, depth ** 1.15);
    const tall = unit * lerp(0.19, 0.13, depth) * rough * (i === 1 ? 1.35 : 1);
    const wide = lerp(2.6, 1.5, depth);
    const profile = new Float64Array(width);
    for (let x = 0; x < width; x++) {
      const u = (x / unit) * wide + i * 13.7;
      const swell = noise.at(u * 0.62, i * 5.1);
      let sharp = 0;
      let strength = 0.6;
      let fine = 1;
      for (let octave = 0; octave < 6; octave++) {
        sharp += (1 - Math.abs(noise.at(u * fine, i * 5.1 + octave * 3.3)) * 2) * strength;
        strength *= 0.46;
        fine *= 2.05;
      }
      profile[x] = base - tall * (sharp * 0.62 + swell * 0.85);
    }
    profiles.push(profile);
  }
  profiles.forEach((profile, i) => {
    const depth = i / (count - 1);
    const color = land.at(depth);
    const next = profiles.slice(i + 1);
    const fogDeep = unit * lerp(0.2, 0.3, depth);
    const fogMost = lerp(0.95, 0.34, depth);
    const fogColor = mixColors(mist, color, depth * 0.35);
    const relief = lerp(0.12, 0.42, depth ** 0.8);
    const side = sunX / width > 0.5 ? 1 : -1;
    const grain = lerp(17, 10, depth) / unit;
    const capped = snowy ? 1 : i === 1 && !palette.moods.includes('desert') ? 0.5 : 0;
    const snow = mixColors(palette.pale, color, lerp(0.35, 0.08, depth));
    for (let x = 0; x < width; x++) {
      const ridge = profile[x]!;
      const slope = (profile[Math.min(width - 1, x + 1)]! - profile[Math.max(0, x - 1)]!) / 2;
      const sharpness = 1 / Math.sqrt(1 + slope * slope);
      const stop = Math.min(ground - 1, Math.ceil(Math.min(...next.map((other) => other[x]!), ground)) + 1);
      for (let y = Math.max(0, Math.floor(ridge)); y <= stop; y++) {
        const below = y + 0.5 - ridge;
        const part = Math.min(1, Math.max(0, below * sharpness + 0.5));
        if (part === 0) continue;
        // Gullies run downhill: the noise is stretched along the slope and leans away from the light.
        const u = (x + side * below * 0.85) * grain;
        const v = (below - side * x * 0.25) * grain * 0.72 + i * 9;
        const face = noise.layered(u, v, 3) - noise.layered(u + side * 0.34, v - 0.12, 2);
        const fog = smoothStep(0, 1, below / fogDeep) * fogMost;
        const light =
          1 +
          relief *
            Math.max(
              -0.9,
              Math.min(1.1, face * 1.5 - slope * side * 0.3 * Math.exp(-below / (unit * 0.03))),
            ) *
            (1 - fog * 0.6);
        canvas.cover(x, y, color, part, light);
        if (capped > 0) {
          const line =
            unit *
            0.1 *
            capped *
            (0.55 + noise.at((x / unit) * 7, i * 3) * 0.7) *
            (i === count - 1 ? 0.7 : 1);
          const lying =
            smoothStep(1, 0.25, below / Math.max(4, line)) * smoothStep(-0.28, 0.12, face * 0.9 + 0.08);
          canvas.cover(x, y, snow, part * lying * 0.92, 0.86 + 0.22 * Math.max(-0.5, Math.min(0.6, face)));
        }
        canvas.cover(x, y, fogColor, part * fog);
      }
    }
    if (i >= count - 2) plantPines(scene, profile, ground, depth, mist, i === count - 1);
  });
}

function plantPines(
  scene: Scene,
  profile: Float64Array,
  ground: number,
  depth: number,
  mist: readonly [number, number, number],
  nearest: boolean,
): void {
  const { canvas, random, noise, palette, theme } = scene;
  if (palette.moods.includes('desert')) return;
  const color = mixColors(palette.land.at(-1) ?? palette.dark, palette.dark, nearest ? 0.35 : 0.05);
  const many = nearest ? 90 : 130;
  for (let n = 0; n < many; n++) {
    const x = random.next() * canvas.width;
    const grove = noise.at((x / canvas.unit) * 4, depth * 7 + 2);
    if (grove < (nearest ? -0.05 : 0.08)) continue;
    const ridge = profile[Math.floor(x)] ?? ground;
    const tall =
      canvas.unit * (nearest ? random.between(0.045, 0.1) : random.between(0.014, 0.032)) * (0.7 + grove);
    const base = Math.min(ground, ridge + tall * random.between(0.2, 0.55));
    drawConifer(canvas, random, {
      x,
      base,
      tall,
      color,
      mist,
      misty: 0,
      snow: theme.snow ? mixColors(palette.pale, mist, 0.3) : null,
    });
  }
}

function paintBirds({ canvas, random, palette }: Scene, sunX: number, sunY: number): void {
  const side = sunX > canvas.width / 2 ? -1 : 1;
  const count = random.whole(4, 8);
  for (let i = 0; i < count; i++) {
    const size = canvas.unit * random.between(0.006, 0.011);
    const x = sunX + side * canvas.unit * (0.16 + i * 0.03 + random.between(0, 0.02));
    const y = sunY - canvas.unit * (0.02 + Math.abs(i - 2) * 0.016 + random.between(0, 0.02));
    const lift = random.between(0.3, 0.7);
    canvas.stroke(x, y, x - size * 0.5, y - size * lift, 0.9, 0.7, palette.dark, 0.7);
    canvas.stroke(
      x - size * 0.5,
      y - size * lift,
      x - size * 1.1,
      y - size * lift * 0.7,
      0.7,
      0.2,
      palette.dark,
      0.7,
    );
    canvas.stroke(x, y, x + size * 0.5, y - size * lift, 0.9, 0.7, palette.dark, 0.7);
    canvas.stroke(
      x + size * 0.5,
      y - size * lift,
      x + size * 1.1,
      y - size * lift * 0.7,
      0.7,
      0.2,
      palette.dark,
      0.7,
    );
  }
}
