import { brightness } from './color.ts';
import type { Canvas } from './canvas.ts';
import type { Color } from './color.ts';

/** Strokes of each letter on a field one wide and one tall; pairs of points. */
const LETTERS: readonly (readonly (readonly [number, number, number, number])[])[] = [
  [
    [0, 0, 0, 1],
    [0, 0, 0.55, 0],
    [0.55, 0, 1, 0.4],
    [1, 0.4, 1, 0.6],
    [1, 0.6, 0.55, 1],
    [0.55, 1, 0, 1],
  ],
  [
    [0, 0, 0, 1],
    [0, 0, 0.9, 0],
    [0, 0.5, 0.75, 0.5],
    [0, 1, 0.9, 1],
  ],
  [
    [0, 1, 0, 0],
    [0, 0, 0.5, 0.55],
    [0.5, 0.55, 1, 0],
    [1, 0, 1, 1],
  ],
  [
    [0.35, 0, 0.65, 0],
    [0.65, 0, 1, 0.35],
    [1, 0.35, 1, 0.65],
    [1, 0.65, 0.65, 1],
    [0.65, 1, 0.35, 1],
    [0.35, 1, 0, 0.65],
    [0, 0.65, 0, 0.35],
    [0, 0.35, 0.35, 0],
  ],
];

/** Parts of a letter's height. */
const LETTER_WIDTH = 0.72;
const LETTER_GAP = 0.62;

/** Writes a small DEMO into the lower right corner, light or dark, whichever reads there. */
export function drawLabel(canvas: Canvas): void {
  const tall = Math.round(canvas.unit * 0.013);
  const wide = tall * LETTER_WIDTH;
  const gap = tall * LETTER_GAP;
  const left = canvas.width - tall * 2 - wide * 4 - gap * 3;
  const top = canvas.height - tall * 3;
  let light = 0;
  let pixels = 0;
  canvas.visit(left, top, canvas.width - tall * 2, top + tall, (x, y) => {
    light += brightness(canvas.get(x, y));
    pixels++;
  });
  const black: Color = [0.01, 0.01, 0.015];
  const white: Color = [1, 1, 1];
  const isLight = light / pixels > 0.42;
  write(canvas, left, top, tall, 1.3, isLight ? white : black, 0.16);
  write(canvas, left, top, tall, 0.6, isLight ? black : white, 0.66);
}

function write(
  canvas: Canvas,
  left: number,
  top: number,
  tall: number,
  half: number,
  color: Color,
  amount: number,
): void {
  const wide = tall * LETTER_WIDTH;
  LETTERS.forEach((strokes, i) => {
    const x = left + i * tall * (LETTER_WIDTH + LETTER_GAP);
    for (const [x0, y0, x1, y1] of strokes) {
      canvas.stroke(
        x + x0 * wide,
        top + y0 * tall,
        x + x1 * wide,
        top + y1 * tall,
        half,
        half,
        color,
        amount,
      );
    }
  });
}
