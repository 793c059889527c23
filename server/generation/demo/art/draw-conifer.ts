import type { Canvas } from './canvas.ts';
import { smoothStep } from './color.ts';
import type { Color } from './color.ts';
import type { Random } from './random.ts';

/** How one conifer looks. */
export interface Conifer {
  readonly x: number;
  /** The row its trunk stands on, pixels. */
  readonly base: number;
  readonly tall: number;
  readonly color: Color;
  /** The colour its foot fades into, as mist does. */
  readonly mist: Color;
  /** How much of its foot the mist takes, 0 to 1. */
  readonly misty: number;
  /** What lies on its branches, or null. */
  readonly snow: Color | null;
}

/** Draws a spruce in silhouette, tier by tier, every row with exact coverage. */
export function drawConifer(canvas: Canvas, random: Random, tree: Conifer): void {
  const { x, base, tall, color, mist, misty, snow } = tree;
  const tiers = Math.max(6, Math.min(24, Math.round(4 + tall / 17)));
  const spread = tall * random.between(0.15, 0.21);
  const lean = random.between(-0.02, 0.02) * tall;
  const tip = base - tall;
  const first = Math.max(0, Math.floor(tip));
  const last = Math.min(canvas.height - 1, Math.ceil(base));
  // Close by, frost on every bough would look like stripes.
  const frost = tall > 200 ? 0.55 : 1;
  const offsets = [random.next(), random.next()];
  const boughs = [0, 1].map(() => Array.from({ length: tiers + 2 }, () => random.between(0.68, 1.12)));
  const ragged = Math.min(1.5, tall * 0.02);
  let left = 0;
  let right = 0;
  for (let y = first; y <= last; y++) {
    const s = (y + 0.5 - tip) / tall;
    if (s <= 0) continue;
    const center = x + lean * (1 - s);
    const trunk = 0.4 + s * tall * 0.011;
    const width = (side: number): number => {
      const place = s ** 0.72 * tiers + (offsets[side] ?? 0);
      const tier = place % 1;
      // A bough widens downwards, then its tip turns back under it.
      const bough = 0.4 + 0.6 * tier ** 1.15 - 0.45 * smoothStep(0.8, 1, tier);
      return spread * s ** 0.88 * bough * (boughs[side]?.[Math.floor(place)] ?? 1);
    };
    const crown = s < 0.95 ? 1 : 0;
    left = left * 0.6 + random.between(-1, 1) * ragged * Math.min(1, s * 5);
    right = right * 0.6 + random.between(-1, 1) * ragged * Math.min(1, s * 5);
    const reachLeft = Math.max(trunk, (width(0) + left) * crown);
    const reachRight = Math.max(trunk, (width(1) + right) * crown);
    canvas.span(y, center - reachLeft, center + reachRight, color);
    if (snow) {
      const lying = ((s ** 0.72 * tiers + (offsets[0] ?? 0)) % 1) ** 2.2 * frost;
      canvas.span(y, center - reachLeft, center - reachLeft * 0.5, snow, 0.6 * lying * crown);
      canvas.span(y, center + reachRight * 0.7, center + reachRight, snow, 0.4 * lying * crown);
    }
    const fade = misty * Math.max(0, (s - 0.35) / 0.65) ** 1.6;
    if (fade > 0.004) canvas.span(y, center - reachLeft, center + reachRight, mist, fade);
  }
}
