import type { Rectangle } from 'electron';

/** As large as a window is on the first day. */
const FIRST_SIZE = { width: 1_200, height: 800 };
/** As small as a window may get: as narrow as a phone. */
export const MIN_SIZE = { width: 420, height: 560 };

/** As much of a window as must be on a screen to be taken hold of. */
const GRIP = { width: 120, height: 40 };

/**
 * Where a window goes that was at `wanted` (null: nowhere yet): there, if it can still be taken hold of on one of the
 * `workAreas` (the primary first), else in the middle of the primary one; never larger than the area it is on.
 */
export function clampBounds(
  wanted: Rectangle | null,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): Rectangle {
  const [primary] = workAreas;
  if (wanted === null) return center(FIRST_SIZE, primary);
  const area = workAreas.find((one) => canBeGripped(wanted, one));
  if (area === undefined) return center(wanted, primary);
  const { width, height } = fit(wanted, area);
  return {
    x: between(wanted.x, area.x, area.x + area.width - width),
    y: between(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function canBeGripped(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  // A window is held at its top.
  const isTopVisible = window.y >= area.y - GRIP.height && window.y <= area.y + area.height - GRIP.height;
  return width >= GRIP.width && isTopVisible;
}

function center(size: { readonly width: number; readonly height: number }, area: Rectangle): Rectangle {
  const { width, height } = fit(size, area);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

function fit(
  { width, height }: { readonly width: number; readonly height: number },
  area: Rectangle,
): { width: number; height: number } {
  return {
    width: Math.min(Math.max(width, MIN_SIZE.width), area.width),
    height: Math.min(Math.max(height, MIN_SIZE.height), area.height),
  };
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
