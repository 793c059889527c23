import { clamp01, lerp, smoothStep, type Ramp } from './color.ts';
import type { Scene } from './scene.ts';

/** A petal or a leaf: where its foot is, where it points (radians) and its shape; lengths in pixels. */
export interface Petal {
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

/** Draws one petal with its veins, its crease, light from the upper left and a shadow on what lies below. */
export function drawPetal({ canvas, noise, palette }: Scene, petal: Petal): void {
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
