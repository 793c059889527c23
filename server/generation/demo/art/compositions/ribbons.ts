import { clamp01, createRamp, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color } from '../color.ts';
import type { Scene } from '../scene.ts';

/** Ribbons that follow a flowing field, far ones thin and hazy, near ones broad, each lit across its curve and shading what lies under it. */
export function paintRibbons(scene: Scene): void {
  const { canvas, random, noise, palette } = scene;
  const { width, height, unit } = canvas;
  const pale = !palette.moods.includes('night') && random.chance(0.5);
  const ground: readonly [Color, Color] = pale
    ? [palette.pale, mixColors(palette.sky.at(-2) ?? palette.pale, palette.pale, 0.35)]
    : [mixColors(palette.dark, palette.land.at(-1) ?? palette.dark, 0.7), palette.dark];
  const back = createRamp(ground);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const away = Math.hypot(x / width - 0.4, y / height - 0.38);
      canvas.set(x, y, back.at(away * 1.35 + noise.at((x / unit) * 2, (y / unit) * 2) * 0.06));
    }
  }
  const colors = createRamp([
    palette.accents[4] ?? palette.dark,
    palette.accents[3] ?? palette.dark,
    palette.accents[0] ?? palette.light,
    palette.accents[1] ?? palette.light,
    palette.accents[2] ?? palette.light,
    mixColors(palette.accents[2] ?? palette.pale, palette.pale, 0.5),
  ]);
  const heading = random.between(-0.55, 0.55) + (random.chance(0.5) ? Math.PI : 0);
  const grain = random.between(0.85, 1.35);
  const swirlX = width * random.between(0.3, 0.7);
  const swirlY = height * random.between(0.3, 0.7);
  const swirl = random.pick([-1, 1]) * random.between(0.7, 1.5);
  const flow = (x: number, y: number): number => {
    const away = Math.hypot(x - swirlX, y - swirlY) / unit;
    return (
      heading +
      noise.at((x / unit) * grain, (y / unit) * grain + 40) * 1.75 +
      swirl * Math.exp(-away * away * 7) * Math.sin(((y - swirlY) / unit) * 5)
    );
  };
  const brush = new Brush(scene);
  const count = 225;
  for (let i = 0; i < count; i++) {
    const depth = i / (count - 1);
    let x = random.between(-0.1, 1.1) * width;
    let y = random.between(-0.1, 1.1) * height;
    const half = unit * lerp(0.0016, 0.0165, depth ** 2.1) * random.between(0.6, 1.35);
    const steps = Math.round(lerp(34, 58, random.next()));
    const step = unit * 0.0125;
    const points: number[] = [];
    // Starting upstream by half the length keeps the ribbons from bunching where the field ends.
    for (let n = 0; n < steps / 2; n++) {
      const angle = flow(x, y);
      x -= Math.cos(angle) * step;
      y -= Math.sin(angle) * step;
    }
    const hue = clamp01(
      0.5 + noise.at((x / unit) * 1.5 + 80, (y / unit) * 1.5) * 0.75 + random.between(-0.16, 0.16),
    );
    for (let n = 0; n <= steps; n++) {
      points.push(x, y);
      const angle = flow(x, y);
      x += Math.cos(angle) * step;
      y += Math.sin(angle) * step;
    }
    brush.lay(
      points,
      half,
      (u, v) => {
        const color = colors.at(hue + (u - 0.5) * 0.34 + v * 0.06);
        return depth < 0.75 ? mixColorsCheap(ground[0], color, lerp(0.35, 1, depth / 0.75)) : color;
      },
      lerp(0.12, 0.5, depth),
    );
  }
}

function mixColorsCheap(from: Color, to: Color, amount: number): Color {
  return [lerp(from[0], to[0], amount), lerp(from[1], to[1], amount), lerp(from[2], to[2], amount)];
}

/** Lays one ribbon at a time: first where it covers, then its colour, so that its joints never show. */
class Brush {
  readonly #scene: Scene;
  /** Distance from the ribbon's middle line in half widths, for every pixel the ribbon touches. */
  readonly #reach: Float32Array;
  readonly #along: Float32Array;
  readonly #across: Float32Array;

  constructor(scene: Scene) {
    const pixels = scene.canvas.width * scene.canvas.height;
    this.#scene = scene;
    this.#reach = new Float32Array(pixels).fill(Infinity);
    this.#along = new Float32Array(pixels);
    this.#across = new Float32Array(pixels);
  }

  lay(
    points: readonly number[],
    half: number,
    colorAt: (u: number, v: number) => Color,
    shadow: number,
  ): void {
    const { canvas, palette } = this.#scene;
    const { width, height } = canvas;
    const touched: number[] = [];
    const segments = points.length / 2 - 1;
    const soft = half * 0.9 + 1.5;
    for (let i = 0; i < segments; i++) {
      const x0 = points[i * 2]!;
      const y0 = points[i * 2 + 1]!;
      const dx = points[i * 2 + 2]! - x0;
      const dy = points[i * 2 + 3]! - y0;
      const length = Math.hypot(dx, dy);
      const thick = half * Math.sin(Math.PI * ((i + 0.5) / segments)) ** 0.6;
      const reach = thick + soft;
      const left = Math.max(0, Math.floor(Math.min(x0, x0 + dx) - reach));
      const right = Math.min(width - 1, Math.ceil(Math.max(x0, x0 + dx) + reach));
      const top = Math.max(0, Math.floor(Math.min(y0, y0 + dy) - reach));
      const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y0 + dy) + reach));
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          const px = x + 0.5 - x0;
          const py = y + 0.5 - y0;
          const t = (px * dx + py * dy) / (length * length);
          const part = t < 0 ? 0 : t > 1 ? 1 : t;
          const ex = px - dx * part;
          const ey = py - dy * part;
          const distance = Math.sqrt(ex * ex + ey * ey);
          if (distance > reach) continue;
          const pixel = y * width + x;
          const before = this.#reach[pixel]!;
          if (distance >= before) continue;
          if (before === Infinity) touched.push(pixel);
          const u = (i + part) / segments;
          this.#reach[pixel] = distance;
          this.#along[pixel] = u;
          this.#across[pixel] = (py * dx - px * dy) / length;
        }
      }
    }
    for (const pixel of touched) {
      const distance = this.#reach[pixel]!;
      this.#reach[pixel] = Infinity;
      const x = pixel % width;
      const y = (pixel - x) / width;
      const u = this.#along[pixel]!;
      const thick = half * Math.sin(Math.PI * Math.min(0.999, Math.max(0.001, u))) ** 0.6;
      const ends = smoothStep(0, 0.1, u) * smoothStep(1, 0.9, u);
      const beyond = clamp01(1 - (distance - thick) / soft);
      if (beyond < 1) canvas.cover(x, y, palette.dark, shadow * beyond * beyond * ends);
      const part = clamp01(thick - distance + 0.5) * Math.min(1, thick * 2.2);
      if (part === 0) continue;
      const v = thick > 0.5 ? Math.max(-1, Math.min(1, this.#across[pixel]! / thick)) : 0;
      const round = Math.sqrt(1 - v * v * 0.85);
      const strands = half > 5 ? Math.sin(v * 11) * 0.035 : 0;
      const shine = half > 3 ? Math.exp(-((v + 0.42) ** 2) * 22) * 0.3 : 0;
      canvas.cover(x, y, colorAt(u, v), part, 0.5 + 0.55 * round - v * 0.14 + strands + shine);
    }
  }
}
