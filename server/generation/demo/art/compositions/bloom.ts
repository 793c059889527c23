import { clamp01, createRamp, dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color, Ramp } from '../color.ts';
import type { Scene } from '../scene.ts';

interface Petal {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly long: number;
  readonly wide: number;
  /** Below 1 the petal is widest near its foot, above 1 near its tip. */
  readonly fullness: number;
  /** 0 round, 1 pointed. */
  readonly point: number;
  readonly ramp: Ramp;
  readonly light: number;
}

/** Flowers seen close: one large dahlia, daisy or peony and a few smaller ones over leaves, or a branch in blossom. */
export function paintBloom(scene: Scene): void {
  const { canvas, random, theme } = scene;
  const { width, height, unit } = canvas;
  paintGarden(scene);
  if (theme.blossom || (!theme.named && random.chance(0.3))) {
    paintBranch(scene);
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
    paintPetal(scene, {
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
      paintPetal(scene, {
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

function paintPetal({ canvas, noise, palette }: Scene, petal: Petal): void {
  const { x, y, angle, long, wide, fullness, point, ramp, light } = petal;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const steps = 96;
  const outline = new Float64Array(steps + 2);
  for (let i = 0; i <= steps + 1; i++) {
    const u = Math.min(1, i / steps);
    const round = Math.sin(Math.PI * u ** fullness) ** lerp(0.55, 0.9, point);
    outline[i] =
      wide * Math.max(0, u < 0.5 ? round : lerp(round, Math.min(round, (1 - u) ** 0.75 * 1.5), point));
  }
  const shadow = Math.min(12, 3 + long * 0.045);
  const reach = wide + shadow + 2;
  const tipX = x + cos * long;
  const tipY = y + sin * long;
  // Light falls from the upper left; a petal's two halves turn towards and away from it.
  const turned = cos * 0.6 - sin * -0.8;
  const phase = angle * 7.3;
  canvas.visit(
    Math.min(x, tipX) - reach,
    Math.min(y, tipY) - reach,
    Math.max(x, tipX) + reach,
    Math.max(y, tipY) + reach,
    (px, py) => {
      const dx = px + 0.5 - x;
      const dy = py + 0.5 - y;
      const along = dx * cos + dy * sin;
      const across = dy * cos - dx * sin;
      if (along < -shadow || along > long + shadow || Math.abs(across) > reach) return;
      const u = along / long;
      const place = clamp01(u) * steps;
      const index = place | 0;
      const half = outline[index]! + (outline[index + 1]! - outline[index]!) * (place - index);
      const beyond = along < 0 ? -along : along > long ? along - long : 0;
      const outside = Math.max(Math.abs(across) - half, 0) + beyond;
      const part = beyond > 0 ? 0 : clamp01(half - Math.abs(across) + 0.5);
      if (part < 1 && outside < shadow && u > 0.12) {
        const near = 1 - outside / shadow;
        canvas.cover(px, py, palette.dark, 0.38 * near * near * smoothStep(0.12, 0.4, u));
      }
      if (part === 0) return;
      const v = half > 0.5 ? across / half : 0;
      const veins = noise.at(v * 4.5 + phase, u * 1.3 + phase) * 0.1;
      const crease = Math.exp(-v * v * 26) * 0.13 * (1 - u);
      const form =
        1 +
        turned * v * 0.2 -
        crease +
        veins * smoothStep(0, 0.3, u) +
        (Math.abs(v) > 0.8 ? (Math.abs(v) - 0.8) * 0.45 : 0);
      canvas.cover(
        px,
        py,
        ramp.at(u ** 0.9 + veins * 0.5 - v * v * 0.08),
        part,
        light * form * lerp(0.55, 1.05, smoothStep(0, 0.55, u)),
      );
    },
  );
}

function paintBranch(scene: Scene): void {
  const { canvas, random, noise, palette } = scene;
  const { width, height, unit } = canvas;
  const bark = mixColors(palette.dark, [0.11, 0.055, 0.035], 0.6);
  const side = random.pick([-1, 1]);
  const flowers: { x: number; y: number; size: number }[] = [];
  const grow = (x: number, y: number, angle: number, thick: number, steps: number, level: number): void => {
    for (let i = 0; i < steps; i++) {
      angle += noise.at((x / unit) * 5 + level * 10, (y / unit) * 5) * 0.34;
      const step = unit * 0.022;
      const nx = x + Math.cos(angle) * step;
      const ny = y + Math.sin(angle) * step;
      const half = thick * (1 - (0.75 * i) / steps);
      canvas.stroke(x, y, nx, ny, half, half * 0.97, bark);
      x = nx;
      y = ny;
      if (level < 2 && i > 2 && random.chance(level === 0 ? 0.3 : 0.2)) {
        grow(
          x,
          y,
          angle + random.pick([-1, 1]) * random.between(0.4, 0.95),
          half * 0.62,
          Math.round(steps * random.between(0.3, 0.55)),
          level + 1,
        );
      }
      if ((level > 0 || i > 5) && random.chance(level === 0 ? 0.4 : 0.62)) {
        flowers.push({
          x: x + random.bell() * unit * 0.016,
          y: y + random.bell() * unit * 0.016,
          size: unit * random.between(0.022, 0.044),
        });
      }
    }
  };
  const startX = side > 0 ? -10 : width + 10;
  const across = Math.round((width / unit) * 36);
  grow(
    startX,
    height * random.between(0.62, 0.8),
    side > 0 ? -0.45 : Math.PI + 0.45,
    unit * 0.017,
    across,
    0,
  );
  grow(
    startX,
    height * random.between(0.12, 0.3),
    side > 0 ? 0.1 : Math.PI - 0.1,
    unit * 0.01,
    Math.round(across * 0.55),
    0,
  );
  const [one, two] = palette.accents as [Color, Color, Color, Color, Color];
  const ramps = [0.35, 0.6, 0.8].map((white) =>
    createRamp([
      mixColors(one, two, white * 0.6),
      mixColors(two, palette.pale, white),
      mixColors(palette.pale, two, 0.12),
    ]),
  );
  for (const { x, y, size } of flowers) {
    const bud = random.chance(0.16);
    const turn = random.next() * 7;
    const squash = random.between(0.72, 1);
    const ramp = random.pick(ramps);
    for (let n = 0; n < (bud ? 2 : 5); n++) {
      const angle = turn + (n / 5) * Math.PI * 2;
      paintPetal(scene, {
        x,
        y,
        angle,
        long: size * (bud ? 0.7 : lerp(squash, 1, Math.abs(Math.cos(angle)))),
        wide: size * 0.4,
        fullness: 1.35,
        point: 0,
        ramp,
        light: random.between(0.94, 1.06),
      });
    }
    if (bud) continue;
    for (let n = 0; n < 9; n++) {
      const angle = n * 2.4 + turn;
      const away = size * random.between(0.2, 0.42);
      canvas.stroke(x, y, x + Math.cos(angle) * away, y + Math.sin(angle) * away, 0.5, 0.35, one, 0.55);
      canvas.disc(
        x + Math.cos(angle) * away,
        y + Math.sin(angle) * away,
        Math.max(0.9, size * 0.05),
        palette.light,
      );
    }
  }
  for (let i = 0; i < 16; i++) {
    const size = unit * random.between(0.012, 0.024);
    paintPetal(scene, {
      x: random.next() * width,
      y: height * random.between(0.3, 1),
      angle: random.next() * 7,
      long: size,
      wide: size * 0.4,
      fullness: 1.3,
      point: 0,
      ramp: random.pick(ramps),
      light: 1,
    });
  }
}
