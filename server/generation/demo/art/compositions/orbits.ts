import { brightness, clamp01, createRamp, dim, lerp, mixColors, smoothStep } from '../color.ts';
import type { Color, Ramp } from '../color.ts';
import type { Scene } from '../scene.ts';
import { paintStars } from '../sky.ts';

interface World {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly ramp: Ramp;
  readonly glow: Color;
  readonly banded: boolean;
  /** Direction to the light; a unit vector, z towards the viewer. */
  readonly sun: readonly [number, number, number];
}

/** A ringed planet with moons on thin orbits before a nebula and stars. */
export function paintOrbits(scene: Scene): void {
  const { canvas, random, palette } = scene;
  const { width, height } = canvas;
  paintNebula(scene);
  paintStars(scene, height * 1.6, 2.8);
  const radius = Math.min(width, height) * random.between(0.2, 0.28);
  const x = width * random.between(0.4, 0.6);
  const y = height * random.between(0.42, 0.56);
  const side = random.pick([-1, 1]);
  const sun = unitVector(
    side * random.between(0.6, 0.85),
    -random.between(0.3, 0.6),
    random.between(0.3, 0.5),
  );
  const [one, two, three] = palette.accents as [Color, Color, Color, Color, Color];
  const glow = mixColors(two, palette.pale, 0.35);
  const planet: World = {
    x,
    y,
    radius,
    sun,
    glow,
    banded: random.chance(0.7),
    ramp: createRamp([
      mixColors(one, palette.dark, 0.35),
      one,
      two,
      three,
      mixColors(three, palette.pale, 0.5),
      two,
      one,
    ]),
  };
  canvas.glow(x + sun[0] * radius * 0.5, y + sun[1] * radius * 0.5, radius * 3, glow, 0.22, 3);
  const tilt = random.between(-0.5, 0.5);
  const flat = random.between(0.2, 0.38);
  const orbits = Array.from(
    { length: random.whole(2, 4) },
    (_, i) => radius * (2.75 + i * random.between(0.55, 0.8)),
  );
  const moons = orbits.map((orbit) => ({
    orbit,
    angle: random.between(0, Math.PI * 2),
    size: radius * random.between(0.045, 0.13),
  }));
  const ringed = random.chance(0.9);
  const paintMoons = (front: boolean): void => {
    for (const { orbit, angle, size } of moons) {
      if (Math.sin(angle) > 0 !== front) continue;
      const dx = Math.cos(angle) * orbit;
      const dy = Math.sin(angle) * orbit * flat;
      const cx = x + dx * Math.cos(tilt) - dy * Math.sin(tilt);
      const cy = y + dx * Math.sin(tilt) + dy * Math.cos(tilt);
      canvas.glow(cx, cy, size * 3.5, glow, 0.25, 2.5);
      paintWorld(scene, {
        x: cx,
        y: cy,
        radius: size,
        sun,
        glow,
        banded: false,
        ramp: createRamp([dim(palette.pale, 0.35), mixColors(palette.pale, three, 0.5), palette.pale]),
      });
    }
  };
  const halves = (front: boolean): void => {
    paintRings(scene, { x, y, radius, tilt, flat, front, orbits, ringed, sun });
    paintMoons(front);
  };
  halves(false);
  paintWorld(scene, planet);
  halves(true);
}

function unitVector(x: number, y: number, z: number): readonly [number, number, number] {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function paintNebula({ canvas, noise, palette, random }: Scene): void {
  const { width, height, unit } = canvas;
  const night = palette.moods.includes('night');
  const black = dim(mixColors(palette.dark, [0.003, 0.004, 0.012], 0.6), 0.6);
  const [darkest, darker, middle] = palette.accents.toSorted((a, b) => brightness(a) - brightness(b));
  const first = mixColors(darkest ?? palette.dark, palette.dark, 0.2);
  const second = darker ?? palette.light;
  const third = middle ?? palette.light;
  const angle = random.between(-0.9, 0.9);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / unit;
      const v = y / unit;
      const bend = noise.at(u * 1.7 + 4, v * 1.7) * 0.45;
      const band =
        (v - height / unit / 2) * Math.cos(angle) - (u - width / unit / 2) * Math.sin(angle) + bend * 0.5;
      const cloud = noise.layered(u * 1.9 + bend, v * 1.9 + bend * 0.6, 4);
      const near = Math.exp(-band * band * 7);
      const thick = clamp01(near * (0.55 + cloud * 0.9));
      canvas.set(x, y, black);
      canvas.shine(x, y, first, 0.07 + thick * (night ? 0.55 : 0.46));
      canvas.shine(x, y, second, 0.62 * smoothStep(0.32, 1.1, thick + cloud * 0.35));
      canvas.shine(x, y, third, 0.3 * smoothStep(0.6, 1.25, thick + noise.at(u * 4 + 9, v * 4) * 0.25));
    }
  }
}

function paintWorld({ canvas, noise, palette }: Scene, world: World): void {
  const { x, y, radius, ramp, glow, banded, sun } = world;
  const air = radius * 1.1;
  canvas.visit(x - air, y - air, x + air, y + air, (px, py) => {
    const dx = (px + 0.5 - x) / radius;
    const dy = (py + 0.5 - y) / radius;
    const squared = dx * dx + dy * dy;
    const away = Math.sqrt(squared);
    if (away > 1) {
      const halo = smoothStep(1.1, 1, away) * clamp01((dx * sun[0] + dy * sun[1]) / away + 0.35);
      if (halo > 0) canvas.shine(px, py, glow, halo * halo * 0.4);
    }
    const part = clamp01((1 - away) * radius + 0.5);
    if (part === 0) return;
    const dz = Math.sqrt(Math.max(0, 1 - squared));
    const facing = dx * sun[0] + dy * sun[1] + dz * sun[2];
    const bent = dx * 0.25 + dy;
    const surface = banded
      ? bent * 1.5 +
        noise.layered((dx * 1.1) / (dz + 0.6) + 7, bent * 6, 3) * 0.22 +
        noise.at(bent * 9, 3) * 0.16 +
        0.5
      : 0.5 + noise.layered((dx * 1.8) / (dz * 0.5 + 0.6), (dy * 1.8) / (dz * 0.5 + 0.6) + 20, 5) * 0.95;
    const day = smoothStep(-0.12, 0.85, facing);
    const rim = (1 - dz) ** 3 * clamp01(facing + 0.35);
    canvas.cover(px, py, ramp.at(surface), part, 0.02 + day * 1.08);
    canvas.shine(px, py, glow, part * rim * 0.75);
    if (day < 0.3) canvas.cover(px, py, palette.dark, part * (0.3 - day) * 0.5);
  });
}

interface Rings {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly tilt: number;
  readonly flat: number;
  readonly front: boolean;
  readonly orbits: readonly number[];
  readonly ringed: boolean;
  readonly sun: readonly [number, number, number];
}

function paintRings({ canvas, noise, palette }: Scene, rings: Rings): void {
  const { x, y, radius, tilt, flat, front, orbits, ringed, sun } = rings;
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  const color = createRamp([
    palette.accents[1] ?? palette.pale,
    palette.pale,
    palette.accents[2] ?? palette.pale,
    palette.light,
  ]);
  const line = mixColors(palette.pale, palette.accents[2] ?? palette.pale, 0.4);
  for (let py = 0; py < canvas.height; py++) {
    for (let px = 0; px < canvas.width; px++) {
      const dx = px + 0.5 - x;
      const dy = py + 0.5 - y;
      const across = (dy * cos - dx * sin) / flat;
      if (across > 0 !== front) continue;
      const along = dx * cos + dy * sin;
      const away = Math.hypot(along, across);
      // One pixel spans more of the ring's plane where the plane is seen edge-on.
      const perPixel = Math.hypot(along, across / flat) / (away || 1);
      const shaded = lerp(
        1,
        0.12,
        smoothStep(radius * 1.03, radius * 0.9, Math.abs(along * sun[1] - across * sun[0] * 1)) *
          (along * sun[0] + across * sun[1] < 0 ? 1 : 0),
      );
      const r = away / radius;
      if (ringed && r > 1.28 && r < 2.3) {
        const groove = 0.5 + 0.5 * noise.layered(r * 13, 5, 3);
        const gap =
          smoothStep(0.012, 0.028, Math.abs(r - 1.86)) * smoothStep(0.004, 0.012, Math.abs(r - 2.14));
        const thick = smoothStep(1.3, 1.42, r) * smoothStep(2.28, 2.24, r) * gap * (0.3 + 0.6 * groove);
        if (thick > 0)
          canvas.cover(
            px,
            py,
            color.at(r - 1.3 + groove * 0.3 - 0.1),
            thick * 0.88,
            shaded * lerp(0.7, 1.1, groove),
          );
      }
      for (const orbit of orbits) {
        const near = clamp01(1.1 - Math.abs(away - orbit) / perPixel);
        if (near > 0) canvas.shine(px, py, line, near * 0.16);
      }
    }
  }
}
