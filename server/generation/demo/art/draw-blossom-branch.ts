import { createRamp, lerp, mixColors, type Color } from './color.ts';
import { drawPetal } from './draw-petal.ts';
import type { Scene } from './scene.ts';

/** Draws two branches that grow in from one side, in blossom, and petals that fall. */
export function drawBlossomBranch(scene: Scene): void {
  const { canvas, random, noise, palette } = scene;
  const { width, height, unit } = canvas;
  const bark = mixColors(palette.dark, [0.11, 0.055, 0.035], 0.6);
  const side = random.pick([-1, 1]);
  const flowers: { x: number; y: number; size: number }[] = [];
  const grow = (x: number, y: number, angle: number, thick: number, steps: number, level: number): void => {
    for (let i = 0; i < steps; i++) {
      angle += noise.at((x / unit) * 5 + level * 10, (y / unit) * 5) * 0.34;
      const step = unit * 0.022;
      const nx = x + Math.cos(angle) * step;
      const ny = y + Math.sin(angle) * step;
      const half = thick * (1 - (0.75 * i) / steps);
      canvas.stroke(x, y, nx, ny, half, half * 0.97, bark);
      x = nx;
      y = ny;
      if (level < 2 && i > 2 && random.chance(level === 0 ? 0.3 : 0.2)) {
        grow(
          x,
          y,
          angle + random.pick([-1, 1]) * random.between(0.4, 0.95),
          half * 0.62,
          Math.round(steps * random.between(0.3, 0.55)),
          level + 1,
        );
      }
      if ((level > 0 || i > 5) && random.chance(level === 0 ? 0.4 : 0.62)) {
        flowers.push({
          x: x + random.bell() * unit * 0.016,
          y: y + random.bell() * unit * 0.016,
          size: unit * random.between(0.022, 0.044),
        });
      }
    }
  };
  const startX = side > 0 ? -10 : width + 10;
  const across = Math.round((width / unit) * 36);
  grow(
    startX,
    height * random.between(0.62, 0.8),
    side > 0 ? -0.45 : Math.PI + 0.45,
    unit * 0.017,
    across,
    0,
  );
  grow(
    startX,
    height * random.between(0.12, 0.3),
    side > 0 ? 0.1 : Math.PI - 0.1,
    unit * 0.01,
    Math.round(across * 0.55),
    0,
  );
  const [one, two] = palette.accents as [Color, Color, Color, Color, Color];
  const ramps = [0.35, 0.6, 0.8].map((white) =>
    createRamp([
      mixColors(one, two, white * 0.6),
      mixColors(two, palette.pale, white),
      mixColors(palette.pale, two, 0.12),
    ]),
  );
  for (const { x, y, size } of flowers) {
    const bud = random.chance(0.16);
    const turn = random.next() * 7;
    const squash = random.between(0.72, 1);
    const ramp = random.pick(ramps);
    for (let n = 0; n < (bud ? 2 : 5); n++) {
      const angle = turn + (n / 5) * Math.PI * 2;
      drawPetal(scene, {
        x,
        y,
        angle,
        long: size * (bud ? 0.7 : lerp(squash, 1, Math.abs(Math.cos(angle)))),
        wide: size * 0.4,
        fullness: 1.35,
        point: 0,
        ramp,
        light: random.between(0.94, 1.06),
      });
    }
    if (bud) continue;
    for (let n = 0; n < 9; n++) {
      const angle = n * 2.4 + turn;
      const away = size * random.between(0.2, 0.42);
      canvas.stroke(x, y, x + Math.cos(angle) * away, y + Math.sin(angle) * away, 0.5, 0.35, one, 0.55);
      canvas.disc(
        x + Math.cos(angle) * away,
        y + Math.sin(angle) * away,
        Math.max(0.9, size * 0.05),
        palette.light,
      );
    }
  }
  for (let i = 0; i < 16; i++) {
    const size = unit * random.between(0.012, 0.024);
    drawPetal(scene, {
      x: random.next() * width,
      y: height * random.between(0.3, 1),
      angle: random.next() * 7,
      long: size,
      wide: size * 0.4,
      fullness: 1.3,
      point: 0,
      ramp: random.pick(ramps),
      light: 1,
    });
  }
}
