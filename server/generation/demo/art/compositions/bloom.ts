import { clamp01, createRamp, dim, lerp, mixColors } from '../color.ts';
import type { Color, Ramp } from '../color.ts';
import { drawBlossomBranch } from '../draw-blossom-branch.ts';
import { drawPetal } from '../draw-petal.ts';
import type { Scene } from '../scene.ts';

/** Flowers seen close: one large dahlia, daisy or peony and a few smaller ones over leaves, or a branch in blossom. */
export function paintBloom(scene: Scene): void {
  const { canvas, random, theme } = scene;
  const { width, height, unit } = canvas;
  paintGarden(scene);
  if (theme.blossom || (!theme.named && random.chance(0.3))) {
    drawBlossomBranch(scene);
    return;
  }
  const x = width * random.between(0.42, 0.58);
  const y = height * random.between(0.42, 0.52);
  const radius = Math.min(width, height) * random.between(0.34, 0.4);
  const kind = random.pick(['dahlia', 'daisy', 'peony'] as const);
  const others = random.whole(2, 3);
  const start = random.next() * Math.PI * 2;
  const small = Array.from({ length: others }, (_, i) => {
    const angle = start + (i / others) * Math.PI * 2 + random.between(-0.3, 0.3);
    return {
      x: clamp01(0.5 + (Math.cos(angle) * (radius * 1.32)) / width) * width,
      y: clamp01(0.5 + (Math.sin(angle) * (radius * 1.32)) / height) * height,
      radius: unit * random.between(0.11, 0.17),
    };
  });
  for (const flower of small) paintLeaves(scene, flower.x, flower.y, flower.radius * 1.35, 4);
  paintLeaves(scene, x, y, radius * 1.2, 7);
  for (const flower of small) paintFlower(scene, flower.x, flower.y, flower.radius, kind);
  paintFlower(scene, x, y, radius, kind);
}

/** A soft dark or pale ground with lights out of focus. */
function paintGarden({ canvas, random, noise, palette }: Scene): void {
  const { width, height, unit } = canvas;
  const dark = palette.moods.includes('night') || random.chance(0.45);
  const ground = dark
    ? createRamp([
        mixColors(palette.dark, palette.land.at(-1) ?? palette.dark, 0.5),
        palette.dark,
        mixColors(palette.land.at(-2) ?? palette.dark, palette.dark, 0.35),
      ])
    : createRamp([
        palette.pale,
        palette.sky.at(-1) ?? palette.pale,
        mixColors(palette.sky.at(-2) ?? palette.pale, palette.pale, 0.3),
      ]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const drift = noise.at((x / unit) * 1.4, (y / unit) * 1.4) * 0.35;
      canvas.set(x, y, ground.at(0.15 + (x / width) * 0.25 + (y / height) * 0.45 + drift));
    }
  }
  for (let i = 0; i < 22; i++) {
    const radius = unit * random.between(0.02, 0.075);
    const color = random.pick([...palette.accents.slice(1, 3), palette.light]);
    canvas.disc(
      random.next() * width,
      random.next() * height,
      radius,
      color,
      random.between(0.03, dark ? 0.1 : 0.16),
      radius * 0.7,
    );
  }
}

function leafRamp({ palette, random }: Scene): Ramp {
  const base = mixColors(
    palette.land.at(-1) ?? palette.dark,
    palette.land.at(-2) ?? palette.dark,
    random.between(0.2, 0.7),
  );
  const green: Color = [0.05, 0.14, 0.07];
  return createRamp([
    mixColors(palette.dark, green, 0.45),
    mixColors(base, green, 0.5),
    mixColors(base, [0.2, 0.36, 0.16], 0.5),
  ]);
}

function paintLeaves(scene: Scene, x: number, y: number, reach: number, count: number): void {
  const { random, canvas } = scene;
  const turn = random.next() * Math.PI * 2;
  for (let i = 0; i < count; i++) {
    const angle = turn + (i / count) * Math.PI * 2 + random.between(-0.3, 0.3);
    const long = reach * random.between(0.75, 1.05);
    drawPetal(scene, {
      x: x + Math.cos(angle) * reach * 0.2,
      y: y + Math.sin(angle) * reach * 0.2,
      angle,
      long,
      wide: long * random.between(0.16, 0.24),
      fullness: 0.85,
      point: 0.8,
      ramp: leafRamp(scene),
      light: random.between(0.85, 1.1),
    });
    const bend = Math.cos(angle) * reach * 0.2;
    canvas.stroke(
      x + bend,
      y + Math.sin(angle) * reach * 0.2,
      x + Math.cos(angle) * (reach * 0.2 + long * 0.9),
      y + Math.sin(angle) * (reach * 0.2 + long * 0.9),
      reach * 0.006,
      0.3,
      scene.palette.pale,
      0.14,
    );
  }
}

function paintFlower(
  scene: Scene,
  x: number,
  y: number,
  radius: number,
  kind: 'dahlia' | 'daisy' | 'peony',
): void {
  const { random, palette } = scene;
  const [one, two, three] = palette.accents as [Color, Color, Color, Color, Color];
  const spread = {
    dahlia: { rings: 8, petals: 17, wide: 0.17, point: 0.75, fullness: 0.95, inner: 0.1 },
    daisy: { rings: 2, petals: 21, wide: 0.13, point: 0.25, fullness: 1.15, inner: 0.1 },
    peony: { rings: 6, petals: 9, wide: 0.36, point: 0.05, fullness: 1.25, inner: 0.12 },
  }[kind];
  const pale = mixColors(three, palette.pale, 0.55);
  const outer = createRamp([dim(one, 0.55), one, two, pale]);
  const heart = createRamp([
    dim(mixColors(one, palette.dark, 0.45), 0.8),
    mixColors(one, palette.dark, 0.12),
    one,
    two,
  ]);
  const turn = random.next() * Math.PI;
  for (let ring = 0; ring < spread.rings; ring++) {
    const inward = ring / Math.max(1, spread.rings - 1);
    const long = radius * lerp(1, spread.rings > 2 ? 0.22 : 0.86, inward ** 0.9);
    const count =
      kind === 'peony' ? Math.max(5, spread.petals - ring) : spread.petals - (kind === 'dahlia' ? ring : 0);
    for (let n = 0; n < count; n++) {
      const angle =
        turn +
        ((n + (ring % 2) * 0.5) / count) * Math.PI * 2 +
        random.between(-1, 1) * (kind === 'peony' ? 0.13 : 0.045);
      const foot = radius * spread.inner * (1 - inward);
      const share = random.between(-0.12, 0.12) + inward * (kind === 'daisy' ? 0.15 : 0.62);
      drawPetal(scene, {
        x: x + Math.cos(angle) * foot,
        y: y + Math.sin(angle) * foot,
        angle,
        long: long * random.between(0.92, 1.04) - foot,
        wide: long * spread.wide * random.between(0.9, 1.12) * (1 + inward * 0.35),
        fullness: spread.fullness,
        point: spread.point,
        ramp: share > 0.5 ? heart : outer,
        light: lerp(0.92, 1.05, inward) * random.between(0.92, 1.06),
      });
    }
  }
  paintHeart(scene, x, y, radius * { dahlia: 0.1, daisy: 0.27, peony: 0.13 }[kind]);
}

/** Stamens set by the golden angle, as sunflowers set theirs. */
function paintHeart({ canvas, random, palette }: Scene, x: number, y: number, radius: number): void {
  const gold = mixColors(palette.light, [0.85, 0.45, 0.05], 0.6);
  const count = Math.round(40 + radius * 2.2);
  canvas.disc(x, y, radius * 1.05, palette.dark, 0.35, radius * 0.4);
  canvas.disc(x, y, radius * 0.95, dim(gold, 0.35), 1, radius * 0.12);
  for (let i = 0; i < count; i++) {
    const angle = i * 2.39996323;
    const away = radius * Math.sqrt((i + 0.5) / count);
    const size = (radius / Math.sqrt(count)) * lerp(0.62, 0.95, away / radius);
    const light = lerp(0.55, 1.15, away / radius) * random.between(0.85, 1.1);
    const px = x + Math.cos(angle) * away;
    const py = y + Math.sin(angle) * away;
    canvas.disc(px + size * 0.2, py + size * 0.3, size, dim(gold, 0.22), 0.6);
    canvas.disc(px, py, size * 0.85, dim(gold, light));
    canvas.disc(px - size * 0.25, py - size * 0.3, size * 0.35, dim(palette.light, light), 0.7);
  }
}
