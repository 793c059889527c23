import { clamp01, createRamp, dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color } from '../color.ts';
import type { Scene } from '../scene.ts';

interface Pane {
  readonly x: number;
  readonly y: number;
  readonly color: Color;
  readonly light: number;
  readonly slopeX: number;
  readonly slopeY: number;
}

/** Stained glass: panes around a shining centre (a rose, a spiral or free facets), set in lead, light falling through. */
export function paintGlass(scene: Scene): void {
  const { canvas, noise, palette, random } = scene;
  const { width, height, unit } = canvas;
  const centerX = width * random.pick([0.38, 0.5, 0.62]);
  const centerY = height * random.between(0.36, 0.5);
  const panes = placePanes(scene, centerX, centerY);
  const cell = unit * 0.075;
  const columns = Math.ceil(width / cell) + 4;
  const rows = Math.ceil(height / cell) + 4;
  const grid: number[][] = Array.from({ length: columns * rows }, () => []);
  const slot = (x: number, y: number): number =>
    Math.min(rows - 1, Math.max(0, Math.floor(y / cell) + 2)) * columns +
    Math.min(columns - 1, Math.max(0, Math.floor(x / cell) + 2));
  panes.forEach((pane, i) => grid[slot(pane.x, pane.y)]?.push(i));
  const lead = mixColors(palette.dark, [0.004, 0.004, 0.006], 0.5);
  const leadHalf = unit * 0.0032;
  const candidates: number[] = [];
  let lastSlot = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = slot(x, y);
      if (here !== lastSlot) {
        lastSlot = here;
        gather(grid, columns, rows, here, candidates);
      }
      const px = x + 0.5;
      const py = y + 0.5;
      let best = -1;
      let least = Infinity;
      for (const i of candidates) {
        const pane = panes[i]!;
        const dx = pane.x - px;
        const dy = pane.y - py;
        const squared = dx * dx + dy * dy;
        if (squared < least) {
          least = squared;
          best = i;
        }
      }
      const mine = panes[best];
      if (!mine) continue;
      let edge = Infinity;
      for (const i of candidates) {
        if (i === best) continue;
        const other = panes[i]!;
        const nx = other.x - mine.x;
        const ny = other.y - mine.y;
        const long = Math.sqrt(nx * nx + ny * ny);
        const distance = (((mine.x + other.x) / 2 - px) * nx + ((mine.y + other.y) / 2 - py) * ny) / long;
        if (distance < edge) edge = distance;
      }
      const wave =
        noise.at((px / unit) * 26, (py / unit) * 11 + best * 3.1) * 0.09 +
        noise.at((px / unit) * 70, (py / unit) * 60) * 0.035;
      const tilt = ((px - mine.x) * mine.slopeX + (py - mine.y) * mine.slopeY) / (unit * 0.05);
      const inner = 0.72 + 0.36 * smoothStep(0, unit * 0.028, edge);
      canvas.set(x, y, dim(mine.color, Math.max(0.05, mine.light * inner * (1 + wave + tilt * 0.26))));
      const bevel = smoothStep(leadHalf + unit * 0.004, leadHalf, edge);
      if (bevel > 0) canvas.cover(x, y, lead, bevel * 0.5);
      const part = clamp01(leadHalf - edge + 0.5);
      if (part > 0) canvas.cover(x, y, lead, part, 1 + 5 * smoothStep(leadHalf, 0, edge));
    }
  }
  canvas.glow(centerX, centerY, unit * 0.62, palette.light, 0.2, 2.2);
  canvas.glow(centerX, centerY, unit * 0.2, palette.light, 0.2, 2);
  paintRays(scene, centerX, centerY);
}

function gather(
  grid: readonly number[][],
  columns: number,
  rows: number,
  slot: number,
  candidates: number[],
): void {
  candidates.length = 0;
  const column = slot % columns;
  const row = (slot - column) / columns;
  // Two cells each way hold every pane that can bound this one at the densities used here.
  for (let r = Math.max(0, row - 2); r <= Math.min(rows - 1, row + 2); r++) {
    for (let c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c++) {
      candidates.push(...(grid[r * columns + c] ?? []));
    }
  }
}

function placePanes(scene: Scene, centerX: number, centerY: number): Pane[] {
  const { canvas, random, noise, palette } = scene;
  const { width, height, unit } = canvas;
  const [one, two, three, four, five] = palette.accents as [Color, Color, Color, Color, Color];
  const radial = createRamp([
    mixColors(palette.light, three, 0.3),
    three,
    two,
    one,
    four,
    five,
    mixColors(five, palette.dark, 0.4),
  ]);
  const places: [number, number][] = [];
  const kind = random.pick(['spiral', 'rose', 'facets'] as const);
  const far =
    Math.hypot(Math.max(centerX, width - centerX), Math.max(centerY, height - centerY)) + unit * 0.12;
  if (kind === 'spiral') {
    const pitch = unit * random.between(0.029, 0.034);
    for (let i = 0; Math.sqrt(i + 0.5) * pitch < far; i++) {
      const away = Math.sqrt(i + 0.5) * pitch;
      places.push([centerX + Math.cos(i * 2.39996323) * away, centerY + Math.sin(i * 2.39996323) * away]);
    }
  } else if (kind === 'rose') {
    places.push([centerX, centerY]);
    let petals = 8;
    let ring = 0;
    for (let away = unit * 0.055; away < far; away += unit * 0.052) {
      if ((Math.PI * 2 * away) / petals > unit * 0.1) petals *= 2;
      for (let n = 0; n < petals; n++) {
        const angle = ((n + (ring % 2) / 2) / petals) * Math.PI * 2;
        places.push([centerX + Math.cos(angle) * away, centerY + Math.sin(angle) * away]);
      }
      ring++;
    }
  } else {
    const step = unit * 0.06;
    for (let y = -step; y < height + step; y += step) {
      for (let x = -step; x < width + step; x += step) {
        places.push([x + random.between(0, 0.95) * step, y + random.between(0, 0.95) * step]);
      }
    }
  }
  return places
    .filter(
      ([x, y]) => x > -unit * 0.14 && y > -unit * 0.14 && x < width + unit * 0.14 && y < height + unit * 0.14,
    )
    .map(([x, y]) => {
      const away = Math.hypot(x - centerX, y - centerY) / far;
      const drift = noise.at((x / unit) * 2.2, (y / unit) * 2.2) * 0.2;
      const angle = random.next() * Math.PI * 2;
      const odd = random.chance(0.1) ? random.pick([palette.light, one, four]) : null;
      return {
        x,
        y,
        color: odd ?? radial.at(settle(away * 1.12 + drift + random.between(-0.07, 0.07))),
        light: lerp(1.18, 0.8, away) * random.between(0.8, 1.2),
        slopeX: Math.cos(angle),
        slopeY: Math.sin(angle),
      };
    });
}

/** Draws a place on the ramp towards the nearest of its six even steps, so that panes keep clear colours instead of mixtures. */
function settle(place: number): number {
  const near = Math.round(place * 6) / 6;
  return lerp(place, near, 0.78);
}

function paintRays({ canvas, noise, palette }: Scene, centerX: number, centerY: number): void {
  const { unit, width, height } = canvas;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - centerX;
      const dy = y - centerY;
      const away = Math.hypot(dx, dy) / unit;
      if (away > 0.85 || away < 0.02) continue;
      const ray = smoothStep(0.05, 0.8, noise.at((dx / away / unit) * 4 + 100, (dy / away / unit) * 4 + 100));
      if (ray > 0) canvas.shine(x, y, palette.light, ray * 0.12 * (1 - away / 0.85) ** 1.5);
    }
  }
}
