import type { Canvas } from './canvas.ts';
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
  const tiers = Math.max(6, Math.min(17, Math.round(tall / 13)));
  const spread = tall * random.between(0.15, 0.21);
  const lean = random.between(-0.02, 0.02) * tall;
  const tip = base - tall;
  const first = Math.max(0, Math.floor(tip));
  const last = Math.min(canvas.height - 1, Math.ceil(base));
  const ragged = Math.max(0.5, tall * 0.011);
  const offsets = [random.next(), random.next()];
  let left = 0;
  let right = 0;
  for (let y = first; y <= last; y++) {
    const s = (y + 0.5 - tip) / tall;
    if (s <= 0) continue;
    const center = x + lean * (1 - s);
    const trunk = tall * 0.006 + 0.4 + s * tall * 0.008;
    const width = (side: number): number => {
      const tier = (Math.sqrt(s) * tiers + (offsets[side] ?? 0)) % 1;
      return spread * s ** 0.85 * (0.42 + 0.58 * tier ** 1.3);
    };
    const crown = s < 0.95 ? 1 : 0;
    left = left * 0.45 + random.between(-1, 1) * ragged * 0.8;
    right = right * 0.45 + random.between(-1, 1) * ragged * 0.8;
    const reachLeft = Math.max(trunk, (width(0) + left) * crown);
    const reachRight = Math.max(trunk, (width(1) + right) * crown);
    canvas.span(y, center - reachLeft, center + reachRight, color);
    if (snow) {
      const lying = ((Math.sqrt(s) * tiers + (offsets[0] ?? 0)) % 1) ** 2;
      canvas.span(y, center - reachLeft, center - reachLeft * 0.15, snow, 0.62 * lying * crown);
      canvas.span(y, center + reachRight * 0.5, center + reachRight, snow, 0.26 * lying * crown);
    }
    const fade = misty * Math.max(0, (s - 0.35) / 0.65) ** 1.6;
    if (fade > 0.004) canvas.span(y, center - reachLeft, center + reachRight, mist, fade);
  }
}
