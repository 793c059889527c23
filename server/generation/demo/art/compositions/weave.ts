import { clamp01, createRamp, mixColors, smoothStep } from '../color.ts';
import type { Color } from '../color.ts';
import type { Scene } from '../scene.ts';

interface Source {
  readonly x: number;
  readonly y: number;
  readonly pace: number;
  readonly phase: number;
  readonly strength: number;
}

/** A cloth of fine threads moved by interfering waves: the waves light its folds, the threads follow them. */
export function paintWeave(scene: Scene): void {
  const { canvas, random, noise, palette } = scene;
  const { width, height, unit } = canvas;
  const sources: Source[] = Array.from({ length: random.whole(3, 4) }, () => ({
    x: random.between(-0.2, 1.2) * width,
    y: random.between(-0.2, 1.2) * height,
    pace: random.between(7, 15),
    phase: random.between(0, 7),
    strength: random.between(0.6, 1.1),
  }));
  const turn = random.between(-0.6, 0.6);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const [one, two, three, four, five] = palette.accents as [Color, Color, Color, Color, Color];
  const dark = palette.moods.includes('night') || random.chance(0.65);
  const cloth = dark
    ? createRamp([palette.dark, five, four, one, two, three, mixColors(three, palette.pale, 0.6)])
    : createRamp([
        mixColors(five, four, 0.4),
        one,
        two,
        three,
        mixColors(three, palette.pale, 0.6),
        palette.pale,
      ]);
  const thread = dark ? mixColors(palette.pale, three, 0.35) : palette.pale;
  const cross = mixColors(palette.dark, five, 0.3);
  const lines = random.between(52, 76);
  // Heights on a grid of every second pixel are smooth enough, and a quarter of the work.
  const columns = Math.ceil(width / 2) + 3;
  const rows = Math.ceil(height / 2) + 3;
  const heights = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const x = (c - 1) * 2;
      const y = (r - 1) * 2;
      const u = x / unit;
      const v = y / unit;
      const bend = noise.at(u * 1.5 + 5, v * 1.5) * 0.18;
      let sum = noise.at(u * 1.1, v * 1.1 + 30) * 0.9;
      for (const { x: sx, y: sy, pace, phase, strength } of sources) {
        const away = Math.hypot(x - sx, y - sy, unit * 0.12) / unit + bend;
        sum += (Math.sin(away * pace + phase) * strength) / (1 + away * 0.7);
      }
      heights[r * columns + c] = sum;
    }
  }
  const read = (x: number, y: number): number => {
    const gx = x / 2 + 1;
    const gy = y / 2 + 1;
    const c = gx | 0;
    const r = gy | 0;
    const fx = gx - c;
    const fy = gy - r;
    const at = r * columns + c;
    const top = heights[at]! + (heights[at + 1]! - heights[at]!) * fx;
    const bottom = heights[at + columns]! + (heights[at + columns + 1]! - heights[at + columns]!) * fx;
    return top + (bottom - top) * fy;
  };
  const lift = 0.03;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const h = read(x, y);
      const slopeX = ((read(x + 1.5, y) - read(x - 1, y)) / 2.5) * unit;
      const slopeY = ((read(x, y + 1.5) - read(x, y - 1)) / 2.5) * unit;
      const along = (x * cos + y * sin) / unit;
      const across = (y * cos - x * sin) / unit;
      const facing = (-slopeX * 0.55 - slopeY * 0.8) / Math.sqrt(150 + slopeX * slopeX + slopeY * slopeY);
      const sheen = smoothStep(0.3, 0.85, facing);
      canvas.set(x, y, cloth.at(0.42 + h * 0.15 + facing * 0.27 + (across - 0.5) * 0.22));
      canvas.cover(x, y, palette.dark, clamp01(-facing * 0.55));
      canvas.shine(x, y, palette.light, sheen * sheen * 0.22);
      const gradX = (slopeX * lift - sin) * (lines / unit);
      const gradY = (slopeY * lift + cos) * (lines / unit);
      const gradient = Math.sqrt(gradX * gradX + gradY * gradY) || 1e-6;
      const phase = (across + h * lift) * lines;
      const off = Math.abs(phase - Math.round(phase)) / gradient;
      const half = 0.55 + 1.5 * clamp01(0.45 + facing * 0.75);
      const part = clamp01(half - off + 0.5) * clamp01(1.25 - gradient * 1.4);
      const crossPhase = (along + h * lift * 0.8) * lines * 0.5;
      const crossX = (slopeX * lift * 0.8 + cos) * (lines / unit) * 0.5;
      const crossY = (slopeY * lift * 0.8 + sin) * (lines / unit) * 0.5;
      const crossGradient = Math.sqrt(crossX * crossX + crossY * crossY) || 1e-6;
      const crossOff = Math.abs(crossPhase - Math.round(crossPhase)) / crossGradient;
      const crossPart = clamp01(1.3 - crossOff) * clamp01(1.25 - crossGradient * 1.4);
      const over = (Math.round(phase) + Math.round(crossPhase)) & 1;
      if (over) canvas.cover(x, y, thread, part * 0.42, 0.55 + 0.75 * clamp01(0.5 + facing));
      canvas.cover(x, y, cross, crossPart * 0.3);
      if (!over) canvas.cover(x, y, thread, part * 0.42, 0.55 + 0.75 * clamp01(0.5 + facing));
    }
  }
}
