import type { Random } from './random.ts';

/** Smooth noise over the plane. */
export interface Noise {
  /** About -1 to 1, with one bump per unit of distance. */
  at(x: number, y: number): number;
  /** Octaves of `at`, each half as strong and twice as fine; about -1 to 1. */
  layered(x: number, y: number, octaves: number): number;
}

const CELLS = 256;
const MASK = CELLS - 1;

/** Promises gradient noise drawn from `random`, repeating only after 256 units. */
export function createNoise(random: Random): Noise {
  const order = new Uint8Array(CELLS * 2);
  for (let i = 0; i < CELLS; i++) order[i] = i;
  for (let i = CELLS - 1; i > 0; i--) {
    const j = random.whole(0, i);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  order.copyWithin(CELLS, 0, CELLS);
  const slopeX = new Float64Array(CELLS);
  const slopeY = new Float64Array(CELLS);
  for (let i = 0; i < CELLS; i++) {
    const angle = (i / CELLS) * Math.PI * 2;
    slopeX[i] = Math.cos(angle) * 1.5;
    slopeY[i] = Math.sin(angle) * 1.5;
  }

  const at = (x: number, y: number): number => {
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const fx = x - floorX;
    const fy = y - floorY;
    const column = floorX & MASK;
    const row = floorY & MASK;
    const left = order[column]! + row;
    const right = order[(column + 1) & MASK]! + row;
    const g00 = order[left & MASK]!;
    const g01 = order[(left + 1) & MASK]!;
    const g10 = order[right & MASK]!;
    const g11 = order[(right + 1) & MASK]!;
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const n00 = slopeX[g00]! * fx + slopeY[g00]! * fy;
    const n01 = slopeX[g01]! * fx + slopeY[g01]! * (fy - 1);
    const n10 = slopeX[g10]! * (fx - 1) + slopeY[g10]! * fy;
    const n11 = slopeX[g11]! * (fx - 1) + slopeY[g11]! * (fy - 1);
    const top = n00 + (n10 - n00) * u;
    const bottom = n01 + (n11 - n01) * u;
    return top + (bottom - top) * v;
  };

  const layered = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let strength = 0.55;
    for (let octave = 0; octave < octaves; octave++) {
      sum += at(x, y) * strength;
      // A turn of about 37° between octaves keeps their grids from lining up.
      const turned = x * 1.6 - y * 1.2 + 17.3;
      y = x * 1.2 + y * 1.6 + 31.7;
      x = turned;
      strength *= 0.5;
    }
    return sum;
  };

  return { at, layered };
}
