import type { Rectangle } from 'electron';
import { guardedEmitter } from './guard.ts';

/** One screen of the machine, as far as it matters for where windows go. */
export interface Display {
  readonly id: number;
  readonly label: string;
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
  readonly size: { readonly width: number; readonly height: number };
  readonly workAreaSize: { readonly width: number; readonly height: number };
  readonly scaleFactor: number;
  readonly rotation: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Electron's `screen`: one display of 1280 × 800 with a bar of 40 at the bottom, until a test says otherwise. */
class Screen extends guardedEmitter('screen') {
  #displays: Display[] = [createDisplay(1, { x: 0, y: 0, width: 1280, height: 800 })];

  getAllDisplays(): Display[] {
    return [...this.#displays];
  }

  getPrimaryDisplay(): Display {
    return this.#displays[0]!;
  }

  getDisplayMatching(bounds: Rectangle): Display {
    return this.#pickNearest(({ bounds: of }) => -overlap(of, bounds));
  }

  getDisplayNearestPoint({ x, y }: Point): Display {
    return this.#pickNearest(({ bounds: of }) => {
      const aside = Math.max(of.x - x, 0, x - (of.x + of.width));
      const above = Math.max(of.y - y, 0, y - (of.y + of.height));
      return Math.hypot(aside, above);
    });
  }

  getCursorScreenPoint(): Point {
    return { x: 0, y: 0 };
  }

  /** Other screens are plugged in, the first being the primary one; not in Electron's API. */
  setDisplays(areas: readonly Rectangle[]): void {
    const before = this.#displays;
    this.#displays = areas.map((area, at) => createDisplay(at + 1, area));
    for (const display of this.#displays.slice(before.length)) this.emit('display-added', {}, display);
    for (const display of before.slice(this.#displays.length)) this.emit('display-removed', {}, display);
    this.emit('display-metrics-changed', {}, this.getPrimaryDisplay(), ['bounds', 'workArea']);
  }

  #pickNearest(rate: (display: Display) => number): Display {
    return this.#displays.reduce((best, one) => (rate(one) < rate(best) ? one : best));
  }
}

const BAR_HEIGHT = 40;

function createDisplay(id: number, bounds: Rectangle): Display {
  const workArea = { ...bounds, height: bounds.height - BAR_HEIGHT };
  const sizeOf = ({ width, height }: Rectangle): { width: number; height: number } => ({ width, height });
  return {
    id,
    label: `Display ${id}`,
    bounds,
    workArea,
    size: sizeOf(bounds),
    workAreaSize: sizeOf(workArea),
    scaleFactor: 1,
    rotation: 0,
  };
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** The one `screen`. */
export const screen: Screen = new Screen();
