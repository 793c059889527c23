import { clamp01, createRamp, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color } from '../color.ts';
import type { Scene } from '../scene.ts';

/** Ink on paper: one great brushed circle, transparent washes over one another, spatters and a small red seal. */
export function paintInk(scene: Scene): void {
  const { canvas, random, palette } = scene;
  const { width, height, unit } = canvas;
  paintPaper(scene);
  const radius = Math.min(width, height) * random.between(0.29, 0.35);
  const x = width * random.between(0.44, 0.56);
  const y = height * random.between(0.44, 0.52);
  const inks = palette.accents.slice(0, 4);
  const washes = random.whole(5, 8);
  const turn = random.next() * 7;
  for (let i = 0; i < washes; i++) {
    const angle = turn + i * 2.39996323;
    const away = radius * random.between(0.45, 1.25);
    paintWash(
      scene,
      x + Math.cos(angle) * away,
      y + Math.sin(angle) * away,
      unit * random.between(0.05, 0.2),
      inks[i % inks.length] ?? palette.dark,
      random.between(0.32, 0.7),
      i,
    );
  }
  if (random.chance(0.6)) paintFarHills(scene, y + radius * 0.35);
  paintCircle(scene, x, y, radius, random.between(0.11, 0.19));
  const sun = inks[0] ?? palette.light;
  const at = random.between(-2.4, -0.7);
  paintWash(
    scene,
    x + Math.cos(at) * radius * 0.42,
    y + Math.sin(at) * radius * 0.42,
    unit * random.between(0.045, 0.07),
    sun,
    0.96,
    20,
  );
  paintSpatter(scene, x, y, radius);
  paintSeal(scene);
}

function paintPaper({ canvas, noise, palette, random }: Scene): void {
  const { width, height, unit } = canvas;
  const paper = mixColors(palette.pale, [0.9, 0.83, 0.7], 0.3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fiber =
        noise.at((x / unit) * 160, (y / unit) * 30) * 0.012 +
        noise.at((x / unit) * 30, (y / unit) * 180) * 0.012;
      const cloud = noise.layered((x / unit) * 2, (y / unit) * 2, 3) * 0.035;
      canvas.cover(x, y, paper, 1, 0.97 + fiber + cloud);
    }
  }
  for (let i = 0; i < 70; i++) {
    const x = random.next() * width;
    const y = random.next() * height;
    const angle = random.next() * 7;
    const long = unit * random.between(0.006, 0.022);
    canvas.stroke(x, y, x + Math.cos(angle) * long, y + Math.sin(angle) * long, 0.4, 0.3, palette.dark, 0.07);
  }
}

/** A pool of thin ink: pale inside, dark where it dried at the rim, uneven where the paper drank it. */
function paintWash(
  { canvas, noise }: Scene,
  x: number,
  y: number,
  radius: number,
  ink: Color,
  strength: number,
  salt: number,
): void {
  const reach = radius * 1.35;
  const deep: Color = [ink[0] ** 1.15, ink[1] ** 1.15, ink[2] ** 1.15];
  canvas.visit(x - reach, y - reach, x + reach, y + reach, (px, py) => {
    const dx = (px + 0.5 - x) / radius;
    const dy = (py + 0.5 - y) / radius;
    const raw = Math.hypot(dx, dy);
    if (raw > 1.35) return;
    const away =
      raw +
      noise.at(dx * 1.4 + salt * 9, dy * 1.4) * 0.1 +
      noise.layered(dx * 5 + salt * 9, dy * 5 + 50, 3) * 0.035;
    const edge = (1 - away) * radius;
    const part = clamp01(edge / 1.8 + 0.5);
    if (part === 0) return;
    const rim = Math.exp(-Math.max(0, edge) / (radius * 0.035 + 1)) * 0.5;
    const pool = noise.layered(dx * 1.3 + salt * 4, dy * 1.3 + 9, 4) * 0.32;
    const grit = noise.at(px * 0.55, py * 0.55) * 0.05;
    canvas.stain(px, py, deep, clamp01(part * strength * (0.78 + rim + pool + grit + dy * 0.16)));
  });
}

function paintFarHills({ canvas, noise, palette, random }: Scene, level: number): void {
  const { width, unit } = canvas;
  for (let i = 0; i < 3; i++) {
    const base = level + unit * i * 0.035;
    const ink = mixColors(palette.accents[4] ?? palette.dark, palette.pale, 0.62 - i * 0.17);
    const tall = unit * random.between(0.07, 0.12) * (1 - i * 0.2);
    for (let x = 0; x < width; x++) {
      const u = x / unit;
      const middle = smoothStep(0, 0.3, x / width) * smoothStep(1, 0.7, x / width);
      const ridge = base - tall * middle * (0.5 + noise.layered(u * 2.6 + i * 8, i * 3, 5) * 1.15);
      for (let y = Math.max(0, Math.floor(ridge)); y < ridge + unit * 0.13 && y < canvas.height; y++) {
        const below = (y - ridge) / (unit * 0.13);
        canvas.stain(x, y, ink, clamp01(y + 0.5 - ridge) * (1 - clamp01(below)) ** 1.6 * 0.85 * middle);
      }
    }
  }
}

/** The brushed circle: it starts wet and heavy, and its bristles run dry towards the end. */
function paintCircle(
  { canvas, noise, palette, random }: Scene,
  x: number,
  y: number,
  radius: number,
  share: number,
): void {
  const thick = radius * share;
  const start = random.between(0.7, 2.2);
  const sweep = Math.PI * 2 * random.between(0.9, 0.97);
  const squash = random.between(0.95, 1.03);
  const ink = mixColors(palette.dark, [0.006, 0.006, 0.008], 0.6);
  const reach = radius + thick * 1.8;
  canvas.visit(x - reach, y - reach, x + reach, y + reach, (px, py) => {
    const dx = px + 0.5 - x;
    const dy = (py + 0.5 - y) * squash;
    const away = Math.hypot(dx, dy);
    if (Math.abs(away - radius) > thick * 1.7) return;
    let angle = (Math.atan2(dy, dx) - start) % (Math.PI * 2);
    if (angle < 0) angle += Math.PI * 2;
    const t = angle / sweep;
    const wobble = noise.at(Math.cos(angle) * 1.2 + 5, Math.sin(angle) * 1.2) * thick * 0.4;
    const spiral = lerp(0.035, -0.045, t) * radius;
    const v = (away - radius - wobble - spiral) / thick;
    const press = lerp(1, 0.62, clamp01(t)) * (1 + 0.16 * noise.at(t * 5, 8));
    const rough = noise.at(t * 40, v * 3) * 0.05;
    const body = smoothStep(1, 0.93, Math.abs(v) / press + rough);
    const begins = smoothStep(-0.002, 0.012, t + noise.at(v * 3, 2) * 0.012);
    const ends = smoothStep(1, 0.985, t + noise.at(v * 9, 4) * 0.03);
    if (body * begins * ends === 0) return;
    const bristle = noise.at(v * 17 + 40, t * 3.2) * 0.7 + noise.at(v * 44, t * 7) * 0.45;
    const wet = lerp(1.25, -0.28, clamp01(t) ** 0.85) - Math.abs(v) * 0.22;
    const dry = smoothStep(-0.28, 0.2, bristle + wet + noise.at(px * 0.35, py * 0.35) * 0.16);
    canvas.cover(
      px,
      py,
      ink,
      body * begins * ends * dry * lerp(0.95, 0.82, clamp01(t)),
      1 + Math.max(0, bristle) * 2.2,
    );
  });
}

function paintSpatter({ canvas, random, palette }: Scene, x: number, y: number, radius: number): void {
  const ramp = createRamp([palette.dark, palette.accents[0] ?? palette.dark]);
  for (let i = 0; i < 46; i++) {
    const angle = random.next() * Math.PI * 2;
    const away = radius * (1.12 + Math.abs(random.bell()) * 0.22);
    const size = canvas.unit * (0.0008 + 0.0062 * random.next() ** 4);
    canvas.disc(
      x + Math.cos(angle) * away,
      y + Math.sin(angle) * away,
      size,
      ramp.at(random.chance(0.2) ? 1 : 0),
      random.between(0.35, 0.9),
      1.2,
    );
  }
}

function paintSeal({ canvas, random, noise }: Scene): void {
  const { width, height, unit } = canvas;
  const size = unit * 0.052;
  const left = width * 0.075;
  const top = height * 0.925 - size;
  const red: Color = [0.52, 0.035, 0.02];
  const bars = Array.from({ length: 4 }, () => random.whole(0, 15));
  canvas.visit(left - 2, top - 2, left + size + 2, top + size + 2, (x, y) => {
    const u = (x + 0.5 - left) / size;
    const v = (y + 0.5 - top) / size;
    const inside = Math.min(u, v, 1 - u, 1 - v) * size + noise.at(x * 0.3, y * 0.3) * 1.1;
    const part = clamp01(inside + 0.5);
    if (part === 0) return;
    const border = Math.min(u, v, 1 - u, 1 - v);
    const cellX = (u - 0.14) / 0.72;
    const cellY = (v - 0.14) / 0.72;
    const stripe =
      Math.abs(((cellY * 4) % 1) - 0.5) < 0.2 &&
      border > 0.14 &&
      ((bars[Math.floor(cellY * 4) & 3] ?? 0) | 9) & (1 << (Math.floor(cellX * 4) & 3));
    const stem = border > 0.14 && Math.abs(cellX - 0.5) < 0.07;
    const worn = smoothStep(0.42, 0.62, noise.layered(x * 0.22, y * 0.22, 2));
    canvas.cover(x, y, red, part * (stripe || stem ? 0.12 : 0.92) * (1 - worn * 0.7));
  });
}
