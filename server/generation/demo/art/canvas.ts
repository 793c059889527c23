import { clamp01 } from './color.ts';
import type { Color } from './color.ts';

/** A picture in the making, in linear light; every shape is drawn with exact or analytic coverage, so that edges are smooth. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  /** A length that suits the picture's size: the side of a square of the same area, in pixels. */
  readonly unit: number;
  /** Red, green, blue, row by row. */
  readonly data: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.unit = Math.sqrt(width * height);
    this.data = new Float32Array(width * height * 3);
  }

  /** Replaces one pixel. */
  set(x: number, y: number, color: Color): void {
    const i = (y * this.width + x) * 3;
    this.data[i] = color[0];
    this.data[i + 1] = color[1];
    this.data[i + 2] = color[2];
  }

  /** Covers one pixel by `amount` (0 to 1) of `color` times `light`. */
  cover(x: number, y: number, color: Color, amount: number, light = 1): void {
    const { data } = this;
    const i = (y * this.width + x) * 3;
    data[i] = data[i]! + (color[0] * light - data[i]!) * amount;
    data[i + 1] = data[i + 1]! + (color[1] * light - data[i + 1]!) * amount;
    data[i + 2] = data[i + 2]! + (color[2] * light - data[i + 2]!) * amount;
  }

  /** Adds light to one pixel. */
  shine(x: number, y: number, color: Color, amount: number): void {
    const { data } = this;
    const i = (y * this.width + x) * 3;
    data[i] = data[i]! + color[0] * amount;
    data[i + 1] = data[i + 1]! + color[1] * amount;
    data[i + 2] = data[i + 2]! + color[2] * amount;
  }

  /** Filters one pixel through transparent ink of `color`, `density` layers thick. */
  stain(x: number, y: number, color: Color, density: number): void {
    const { data } = this;
    const i = (y * this.width + x) * 3;
    data[i] = data[i]! * (1 + (color[0] - 1) * density);
    data[i + 1] = data[i + 1]! * (1 + (color[1] - 1) * density);
    data[i + 2] = data[i + 2]! * (1 + (color[2] - 1) * density);
  }

  /** The colour of one pixel, as a copy. */
  get(x: number, y: number): Color {
    const i = (y * this.width + x) * 3;
    return [this.data[i]!, this.data[i + 1]!, this.data[i + 2]!];
  }

  /** Covers row `y` from `left` to `right` (any fractions), ends included by their part of a pixel. */
  span(y: number, left: number, right: number, color: Color, amount = 1): void {
    if (y < 0 || y >= this.height || right <= left) return;
    const first = Math.max(0, Math.floor(left));
    const last = Math.min(this.width - 1, Math.floor(right));
    for (let x = first; x <= last; x++) {
      const part = Math.min(right, x + 1) - Math.max(left, x);
      if (part > 0) this.cover(x, y, color, amount * part);
    }
  }

  /** Covers an upright rectangle with exact coverage on all four sides. */
  box(left: number, top: number, right: number, bottom: number, color: Color, amount = 1): void {
    const first = Math.max(0, Math.floor(top));
    const last = Math.min(this.height - 1, Math.floor(bottom));
    for (let y = first; y <= last; y++) {
      const part = Math.min(bottom, y + 1) - Math.max(top, y);
      if (part > 0) this.span(y, left, right, color, amount * part);
    }
  }

  /** Calls `visit` for every pixel of the box that lies inside the picture. */
  visit(
    left: number,
    top: number,
    right: number,
    bottom: number,
    visit: (x: number, y: number) => void,
  ): void {
    const x0 = Math.max(0, Math.floor(left));
    const x1 = Math.min(this.width - 1, Math.ceil(right));
    const y1 = Math.min(this.height - 1, Math.ceil(bottom));
    for (let y = Math.max(0, Math.floor(top)); y <= y1; y++) {
      for (let x = x0; x <= x1; x++) visit(x, y);
    }
  }

  /** A round disc; `feather` is how many pixels its edge takes to fade. */
  disc(cx: number, cy: number, radius: number, color: Color, amount = 1, feather = 1): void {
    const reach = radius + feather;
    this.visit(cx - reach, cy - reach, cx + reach, cy + reach, (x, y) => {
      const distance = Math.hypot(x + 0.5 - cx, y + 0.5 - cy);
      const part = clamp01((radius - distance) / feather + 0.5);
      if (part > 0) this.cover(x, y, color, amount * part);
    });
  }

  /** Light that fades from the centre to nothing at `radius`. */
  glow(cx: number, cy: number, radius: number, color: Color, amount: number, falloff = 2): void {
    this.visit(cx - radius, cy - radius, cx + radius, cy + radius, (x, y) => {
      const near = 1 - Math.hypot(x + 0.5 - cx, y + 0.5 - cy) / radius;
      if (near > 0) this.shine(x, y, color, amount * near ** falloff);
    });
  }

  /** A stroke with round ends whose half width runs from `startHalf` to `endHalf`. */
  stroke(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    startHalf: number,
    endHalf: number,
    color: Color,
    amount = 1,
  ): void {
    const reach = Math.max(startHalf, endHalf) + 1;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const squared = dx * dx + dy * dy || 1e-9;
    const left = Math.min(x0, x1) - reach;
    const top = Math.min(y0, y1) - reach;
    this.visit(left, top, Math.max(x0, x1) + reach, Math.max(y0, y1) + reach, (x, y) => {
      const px = x + 0.5 - x0;
      const py = y + 0.5 - y0;
      const along = clamp01((px * dx + py * dy) / squared);
      const distance = Math.hypot(px - dx * along, py - dy * along);
      const part = clamp01(startHalf + (endHalf - startHalf) * along - distance + 0.5);
      if (part > 0) this.cover(x, y, color, amount * part);
    });
  }
}
